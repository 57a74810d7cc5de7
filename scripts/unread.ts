// Every script imports this first. It ends the script with exit code 1 once its output has no reader. `console` ignores
// a closed pipe, and the script would continue work without a reader.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(1))
