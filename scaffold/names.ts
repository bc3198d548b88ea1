/** One name in the spellings that its places ask for. */

/** `ButterflyDiskFull`, `disk full` → `butterfly-disk-full`: files, policies, Kubernetes objects. */
export function kebab(name: string): string {
  return wordsOf(name).join("-");
}

/** `butterfly-disk-full` → `butterflyDiskFull`: constants, settings. */
export function camel(name: string): string {
  return wordsOf(name)
    .map((word, index) => (index === 0 ? word : capital(word)))
    .join("");
}

/** `butterfly-disk` → `ButterflyDisk`: alerts. */
export function pascal(name: string): string {
  return wordsOf(name).map(capital).join("");
}

/** `butterfly-disk` → `butterfly_disk`: metrics. */
export function snake(name: string): string {
  return wordsOf(name).join("_");
}

/** `butterfly-disk` → `Butterfly disk`: titles. */
export function title(name: string): string {
  return capital(wordsOf(name).join(" "));
}

function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}
