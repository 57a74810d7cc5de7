import { spawn } from 'node:child_process'
import { root } from './actions.ts'

/**
 * Runs a program of the project, showing what it prints.
 * @throws Error when it ends with anything but 0
 */
export function run(command: string, args: readonly string[], { cwd = root, quiet = false } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'] })
    const output: Buffer[] = []
    child.stdout?.on('data', (chunk: Buffer) => output.push(chunk))
    child.stderr?.on('data', (chunk: Buffer) => output.push(chunk))
    child.on('error', reject)
    child.on('close', (code, signal) => {
      const text = Buffer.concat(output).toString('utf8')
      if (code === 0) resolve(text)
      else reject(new Error(`${command} ${args.join(' ')} ended with ${signal ?? code}\n${text}`))
    })
  })
}
