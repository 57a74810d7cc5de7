import { parseArgs } from 'node:util'
import { Refusal } from './refusal.ts'

/** The options of the command line. */
export interface Options {
  readonly action: string
  /** By the names in the action's contract, or their aliases. */
  readonly inputs: Readonly<Record<string, string>>
  readonly labels: readonly string[]
  /** Logins. */
  readonly approvals: readonly string[]
  /** The branch to merge into; by default the default branch of the clone's origin. */
  readonly base: string | undefined
  readonly apply: boolean
  readonly verbose: boolean
}

export const usage = `npm run try -- <action> [option …]

Runs a built action on the clone in the current folder, as a pull request of your branch would.

  --input name=value   an input of the action; may be repeated
  --coverage report    a glob of lcov files, or glob=folder; may be repeated: each is one line of the input coverage
  --label name         a label of the pull request; may be repeated, or comma-separated
  --approval login     a user who approved the head; may be repeated, or comma-separated
  --base branch        the branch to merge into, if it is not the default branch
  --apply              no dry run: the action writes to a local server in place of the forge, which ends with the trial
  --verbose            the whole log, with debug lines

Exit code: that of the action, or 2 if the action could not be tried.`

const flags = {
  input: { type: 'string', multiple: true, default: [] as string[] },
  coverage: { type: 'string', multiple: true, default: [] as string[] },
  label: { type: 'string', multiple: true, default: [] as string[] },
  approval: { type: 'string', multiple: true, default: [] as string[] },
  base: { type: 'string' },
  apply: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/**
 * Reads the arguments of the command line.
 * @returns undefined if only the usage was requested
 * @throws Refusal if they cannot be read
 */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values, positionals } = parse(args)
  if (values.help) return undefined
  const [action, ...others] = positionals
  if (action === undefined) throw new Refusal(`Name the action to try.\n\n${usage}`)
  if (others.length > 0)
    throw new Refusal(`One action at a time: what is ${others.join(' ')}? An input is --input name=value.`)
  return {
    action,
    inputs: readInputs(values.input, values.coverage),
    labels: readLabels(values.label),
    approvals: names(values.approval),
    base: values.base,
    apply: values.apply,
    verbose: values.verbose,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: true })
  } catch (error) {
    // Node's first sentence names the option; the rest is about arguments that begin with a hyphen.
    const [said = ''] = (error as Error).message.split('. ', 1)
    throw new Refusal(`${said.replace(/\.$/, '')}.\n\n${usage}`)
  }
}

function readInputs(pairs: readonly string[], reports: readonly string[]): Record<string, string> {
  const inputs = new Map<string, string>()
  if (reports.length > 0) inputs.set('coverage', reports.join('\n'))
  for (const pair of pairs) {
    const equals = pair.indexOf('=')
    if (equals < 1) throw new Refusal(`--input ${pair} has no value: write --input name=value.`)
    const name = pair.slice(0, equals)
    if (inputs.has(name)) throw new Refusal(`The input ${name} is given twice.`)
    inputs.set(name, pair.slice(equals + 1))
  }
  return Object.fromEntries(inputs)
}

function readLabels(given: readonly string[]): string[] {
  const labels = names(given)
  const long = labels.find((name) => [...name].length > 50)
  if (long !== undefined) throw new Refusal(`A label has at most 50 characters; this has more: ${long}`)
  if (labels.length > 100) throw new Refusal('A pull request has at most 100 labels.')
  return labels
}

function names(given: readonly string[]): string[] {
  const all = given.flatMap((text) => text.split(',')).map((name) => name.trim())
  return [...new Set(all)].filter((name) => name !== '')
}
