// Plain JavaScript: an old Node cannot even read the TypeScript that everything else here is written in.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `Assent runs on Node 24, this is ${process.versions.node}. "npm ci" brings the right one along (package "node"): run it again, without --ignore-scripts, and start everything by npm scripts.\n`,
  );
  process.exit(1);
}
