/**
 * Loaded before the program (`node --require`), in the JavaScript that every Node reads.
 *
 * Ends the process, with one line that says what to do, where Node cannot run TypeScript: such a Node fails at the first
 * import. Where it can, Node keeps what it compiles from one run to the next: even the first file then needs no compiler.
 */
"use strict";

// "strip" from Node 22.18 on (https://nodejs.org/api/process.html#processfeaturestypescript).
if (!process.features.typescript) {
  process.stderr.write(
    `Node ${process.versions.node} does not run TypeScript: this needs Node 22.18 or newer. ` +
      'Install it, or let npm bring its own: "npm ci" without --ignore-scripts, then the scripts of package.json ' +
      '("npm run preview", and "npm run engine:preview" in place of a bare "pulumi preview").\n',
  );
  // Started by the Pulumi engine, 32 says that the user has been told what to do (@pulumi/pulumi/cmd/run).
  process.exit(process.env.PULUMI_CONFIG === undefined ? 1 : 32);
}

require("node:module").enableCompileCache();
