/**
 * XID codes, the driver's error messages, by what NVIDIA's catalogue says is to be done at once
 * (https://docs.nvidia.com/deploy/xid-errors/analyzing-xid-catalog.html), as regular expressions of the label `xid`. A code
 * that is in no class is a warning: its line in the kernel's log must be read.
 */
export const xidCodes = {
  /** The GPU cannot be reached any more: restart the machine. */
  lost: "79",
  /** Memory errors that ECC cannot correct, with the codes that only tell which memory: reset the GPU. */
  memory: "48|64|95|140|171|172",
  /**
   * The GPU or its firmware has stopped, or a link has failed: reset the GPU. Of the links of Blackwell, 149 and 150 do in all
   * but a few of their subcodes, 144 to 148 in a few: those are warnings.
   */
  reset: "46|62|74|109|110|119|120|136|143|149|150|155|156|158",
  /** Mistakes of the program on the GPU, its regular end, and tests: nothing is wrong with the GPU. */
  program: "0|11|13|25|31|43|45|69|80|106|107|137",
} as const;
