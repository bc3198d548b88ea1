/** The label matchers of the machines' panels: what the variables at the top of the page choose. */

/** Series of the chosen clusters. */
export const inCluster = 'cluster=~"$cluster"';

/** Series of the chosen machines. */
export const onMachine = `${inCluster}, instance=~"$machine"`;

/** Filesystems on disks, of the chosen machines. */
export const onDisk = `${onMachine}, fstype!~"tmpfs|overlay|squashfs|ramfs"`;

/** The labels that tell one machine from another. */
export const machine = "cluster, instance";

/** How a graph names a machine. */
export const machineName = "{{cluster}}/{{instance}}";
