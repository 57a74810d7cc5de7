/** Ends the process, and says what is wrong with its command line and how it is called. */
export function failAsked(message: string, usage: string): never {
  console.error(`${message}\nUsage: ${usage}`)
  process.exit(1)
}

/** Returns what is read from the command line; ends the process with the usage if it cannot be read. */
export function readAsked<Options>(read: (args: readonly string[]) => Options, usage: string): Options {
  try {
    return read(process.argv.slice(2))
  } catch (error) {
    return failAsked(error instanceof Error ? error.message : String(error), usage)
  }
}
