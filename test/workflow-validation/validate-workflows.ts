import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parse } from 'yaml'
import { actionNames, root } from '../../scripts/actions.ts'

export interface Finding {
  readonly path: string
  readonly line: number
  readonly message: string
}

const pathTo = (file: string) => fileURLToPath(new URL(file, import.meta.url))

/** Returns the findings of GitHub's language service on workflows and `action.yml` files, given by path and text. */
export async function validateWorkflows(files: Readonly<Record<string, string>>): Promise<Finding[]> {
  const actions = Object.fromEntries(
    await Promise.all(
      actionNames().map(async (name) => [
        name,
        parse(await readFile(join(root, 'actions', name, 'action.yml'), 'utf8')),
      ]),
    ),
  )
  const hook = pathToFileURL(pathTo('json-hook.mjs')).href
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      ['--import', hook, pathTo('validate.mjs')],
      (error, stdout, stderr) => {
        if (error) reject(new Error(`the language service failed: ${stderr}`, { cause: error }))
        else resolve(JSON.parse(stdout))
      },
    )
    child.stdin?.end(JSON.stringify({ files, actions }))
  })
}
