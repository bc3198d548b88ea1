/** What every new thing is followed by: the checks that read it, and the committed plans that it changes. */
export const CHECKED: readonly string[] = ["npm run preview", "npm run plans", "npm run check"];

/** The same where a reference page is made from it. */
export const DOCUMENTED: readonly string[] = ["npm run docs", ...CHECKED];
