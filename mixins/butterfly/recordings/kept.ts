/** The share of links whose traffic is kept, by cluster (`reduction.ts`): a total over links is divided by it. */
export const KEPT_TRAFFIC = 'butterfly:kept:ratio{sample="traffic"}';
