import { LineCounter, type Node, parseDocument } from 'yaml'
import type { Problem } from '../../packages/errors/src/index.ts'
import { findSwallowing } from './shell-swallowing.ts'
import { readYaml, type YamlReader } from './yaml-reader.ts'

/** A condition that is never true. */
const never = /^(?:\$\{\{\s*)?(?:false|!\s*(?:true|always\(\)))(?:\s*\}\})?$/
/** A step that uses one of these proves something, which is worthless if its failure is ignored. */
const gate = /(?:^|[\\/])(promote-runtime-pin|verify-runtime-pin)[\\/]*(?:@|$)/i
/** The same in a script: a program of that name. */
const gateInScript = /\b(promote-runtime-pin|verify-runtime-pin)\b/i

/**
 * Returns what makes the gates of a workflow worthless: `continue-on-error` at a step or a job that promotes or
 * verifies a pin, a script that ignores its failure, a condition that is never true, and a matrix in which one job
 * cancels the others. An expression counts as true, because it may be.
 *
 * @param text of a workflow or of a composite action; a text that is not YAML is a problem too
 * @param file the name of the file in the problems
 * @returns each problem with its line and column; an empty list if the workflow has no such step
 */
export function findWorkflowFaults(text: string, file: string): Problem[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const problemAt = (offset: number | undefined, what: string): Problem => {
    const { line, col } = lines.linePos(offset ?? 0)
    return { what, at: { file, line, column: col } }
  }
  if (document.errors.length > 0)
    return document.errors.map(({ message, pos: [start] }) => problemAt(start, `cannot be read: ${message}`))
  const yaml = readYaml(document)
  const whole = document.contents ?? undefined
  const shell = shellOf(yaml, whole)
  const composite = yaml.find(whole, 'runs')?.value
  const faults = [
    ...yaml
      .entries(yaml.find(whole, 'jobs')?.value)
      .flatMap(({ name, value }) => findJobFaults(yaml, `the job ${name}`, value, shell)),
    ...findJobFaults(yaml, 'the action', composite, undefined),
  ]
  return faults.map(({ node, what }) => problemAt(node.range?.[0], what))
}

/** A problem, and the node that causes it. */
interface Fault {
  readonly node: Node
  readonly what: string
}

/** @param shell the shell that the workflow sets for its scripts */
function findJobFaults(
  yaml: YamlReader,
  job: string,
  content: Node | undefined,
  shell: string | undefined,
): Fault[] {
  const called = callOf(yaml, content)
  if (called !== undefined) return findFailFast(yaml, content, `${job}, which calls ${called},`)
  const own = shellOf(yaml, content) ?? shell
  const gates = yaml.items(yaml.find(content, 'steps')?.value).flatMap((step) => {
    const name = gateOf(yaml, step)
    return name === undefined ? [] : [{ step, name }]
  })
  if (gates.length === 0) return []
  const names = [...new Set(gates.map(({ name }) => name))].join(' and ')
  return [
    ...gates.flatMap(({ step, name }) => [
      ...findLeniency(yaml, step, `the step that runs ${name}`),
      ...findLostFailure(yaml, step, name, own),
      ...findNever(yaml, step, `the step that runs ${name}`),
    ]),
    ...findLeniency(yaml, content, `${job}, which runs ${names},`),
    ...findNever(yaml, content, `${job}, which runs ${names},`),
    ...findFailFast(yaml, content, `${job}, which runs ${names},`),
  ]
}

/** Returns the name of the gate that a step runs: in `uses:`, in its script, or in its working folder. */
function gateOf(yaml: YamlReader, step: Node): string | undefined {
  const run = textOf(yaml, step, 'run')
  const place = run === '' ? '' : textOf(yaml, step, 'working-directory')
  const match = gate.exec(textOf(yaml, step, 'uses').trim()) ?? gateInScript.exec(`${run}\n${place}`)
  return match?.[1]?.toLowerCase()
}

/** Returns the reusable workflow that a job calls, if its name is that of a gate. */
function callOf(yaml: YamlReader, job: Node | undefined): string | undefined {
  return gateInScript.exec(textOf(yaml, job, 'uses'))?.[1]?.toLowerCase()
}

function shellOf(yaml: YamlReader, holder: Node | undefined): string | undefined {
  const defaults = yaml.find(yaml.find(holder, 'defaults')?.value, 'run')
  return textOf(yaml, defaults?.value, 'shell') || undefined
}

function textOf(yaml: YamlReader, holder: Node | undefined, name: string): string {
  return String(yaml.scalar(yaml.find(holder, name)?.value) ?? '')
}

/** Returns conditions that are never true. A gate that never runs is skipped, and a skipped check passes. */
function findNever(yaml: YamlReader, content: Node | undefined, who: string): Fault[] {
  const found = yaml.find(content, 'if')
  const said = textOf(yaml, content, 'if').trim()
  if (found === undefined || !never.test(said)) return []
  return [
    {
      node: found.key,
      what: `${who} never runs (if: ${said}), and a skipped step looks green: remove the condition`,
    },
  ]
}

function findLeniency(yaml: YamlReader, content: Node | undefined, who: string): Fault[] {
  const found = yaml.find(content, 'continue-on-error')
  if (found === undefined || isNothing(yaml, found.value) || isNo(yaml, found.value)) return []
  return [
    { node: found.key, what: `${who} has continue-on-error, which makes a failure look green: remove it` },
  ]
}

function findLostFailure(yaml: YamlReader, step: Node, name: string, shared: string | undefined): Fault[] {
  const run = yaml.find(step, 'run')
  const shell = textOf(yaml, step, 'shell') || shared
  const script = textOf(yaml, step, 'run')
  // If only the folder names the gate, any command may run it.
  const program = gateInScript.test(script) ? gateInScript : /\S/
  const words = run && findSwallowing(script, { shell, program })
  if (run === undefined || words === undefined) return []
  return [
    {
      node: run.key,
      what: `the script that runs ${name} continues after its failure (${words}): let it fail`,
    },
  ]
}

function findFailFast(yaml: YamlReader, content: Node | undefined, who: string): Fault[] {
  const strategy = yaml.find(content, 'strategy')
  const matrix = yaml.find(strategy?.value, 'matrix')
  if (matrix === undefined) return []
  const found = yaml.find(strategy?.value, 'fail-fast')
  if (found !== undefined && isNo(yaml, found.value)) return []
  return [
    {
      node: (found ?? matrix).key,
      what: `${who} has a matrix without fail-fast: false, so one job that fails hides the results of the others`,
    },
  ]
}

/** Returns whether a value is a literal false; an expression may be true. */
function isNo(yaml: YamlReader, value: Node | undefined): boolean {
  const said = yaml.scalar(value)
  return said === false || said === 'false'
}

function isNothing(yaml: YamlReader, value: Node | undefined): boolean {
  return value === undefined || yaml.scalar(value) === null
}
