/*
 * Node comes with the project (the node-* packages). Where that download failed npm falls back silently on whatever
 * Node there is; this says so, in a file that any Node can run.
 */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(
    `Swarmbox needs Node 22.12 or newer, and ${process.execPath} is ${process.versions.node}. ` +
      `Run the command through npm after "npm ci" (without --omit=optional), which brings its own.`,
  );
  process.exit(1);
}
