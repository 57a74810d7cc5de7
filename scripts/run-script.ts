import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ProgramFailed } from './shell.ts'

// `run-script.ts <name> [argument …]` runs scripts/<name>.ts. If a program fails, it prints no stack of this project,
// because the program's own output explains the failure.
const [name, ...rest] = process.argv.slice(2)
const script = join(import.meta.dirname, `${name}.ts`)
process.argv = [process.execPath, script, ...rest]
try {
  await import(pathToFileURL(script).href)
} catch (error) {
  if (!(error instanceof ProgramFailed)) throw error
  console.error(error.message)
  process.exitCode = 1
}
