/**
 * Ends the process, with one line that says what to do, where Node cannot run TypeScript: loaded before the program
 * (`node --require`), since such a Node fails at the first import. In the JavaScript that every Node reads.
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
