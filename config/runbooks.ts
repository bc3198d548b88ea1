import * as z from "zod";
import { pageUrl } from "./types/url.ts";

/** Where the runbook pages are published. */
export const runbooksSchema = z
  .strictObject({
    baseUrl: pageUrl(["https://runbooks.example.com/aiobs"])
      .prefault("http://localhost:8000")
      .describe(
        "URL of the folder that holds the pages of `runbooks/`; an alert links to `<baseUrl>/<alert>.md`. " +
          "`dev` and `prod` must set it. The default is what `python3 -m http.server --directory runbooks` serves.",
      ),
  })
  .prefault({})
  .describe("Where the runbook pages are published.");
