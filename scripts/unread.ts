// Imported first by every script: ends it, with exit code 1, once nobody reads what it prints any more. `console` ignores
// that its pipe was closed, and would go on with work of which nobody learns.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(1))
