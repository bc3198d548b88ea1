/**
 * XID codes, the driver's error messages, by what NVIDIA says is to be done at once
 * (https://docs.nvidia.com/deploy/xid-errors/analyzing-xid-catalog.html), as regular expressions of the label `xid`.
 */
export const xidCodes = {
  /** The GPU cannot be reached any more: restart the machine. */
  lost: "79",
  /** Memory errors that ECC cannot correct: reset the GPU. */
  memory: "48|64|95|140",
  /** The GPU or its firmware has stopped, or a link has failed: reset the GPU. */
  reset: "46|62|74|109|110|119|120|136|143|158",
  /** Mistakes of the program on the GPU, its regular end, and codes that only repeat others: nothing is wrong with the GPU. */
  program: "0|11|13|31|43|45|69|80|106|107|137|154",
} as const;
