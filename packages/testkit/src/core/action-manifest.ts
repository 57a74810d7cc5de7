import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'

interface Manifest {
  inputs?: Record<string, { default?: unknown } | null>
  runs: { main: string }
}

/**
 * Returns the inputs of a step as the runner passes them to a JavaScript action. Each declared input is present, with
 * its default or empty; names are upper-cased, spaces become underscores, hyphens stay.
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/Handlers/Handler.cs
 *
 * @param github the value of `${{ github.<name> }}` in a default
 * @returns the path of the script to run, and the `INPUT_…` variables
 * @throws Error for an expression that is not one of those names
 */
export async function readAction(
  bundle: string,
  inputs: Readonly<Record<string, string>>,
  github: Readonly<Record<string, string>>,
): Promise<{ main: string; variables: Record<string, string> }> {
  const manifest = parse(await readFile(join(bundle, 'action.yml'), 'utf8')) as Manifest
  const values = new Map<string, string>()
  for (const [name, declared] of Object.entries(manifest.inputs ?? {}))
    values.set(toVariable(name), evaluate(String(declared?.default ?? ''), github))
  for (const [name, value] of Object.entries(inputs)) values.set(toVariable(name), value)
  return { main: join(bundle, manifest.runs.main), variables: Object.fromEntries(values) }
}

const toVariable = (name: string) => `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`

function evaluate(text: string, github: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{([^}]*)\}\}/g, (_, expression: string) => {
    const [context, name = ''] = expression.trim().split('.')
    const value = context === 'github' ? github[name] : undefined
    if (value === undefined)
      throw new Error(`the testkit cannot evaluate "${expression.trim()}" in a default`)
    return value
  })
}
