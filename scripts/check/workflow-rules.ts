import { LineCounter, type Node, parseDocument } from 'yaml'
import type { Problem } from '../../packages/errors/src/index.ts'
import { readYaml, type YamlReader } from './yaml-reader.ts'

/** A step that uses one of these proves something, which is worth nothing where its failure is passed over. */
const gate = /(?:^|[\\/])(promote-runtime-pin|verify-runtime-pin)[\\/]*(?:@|$)/i
/** The same in a script: a program of that name. */
const gateInScript = /\b(promote-runtime-pin|verify-runtime-pin)\b/i
/** How a script passes over a failure. */
const swallowing = /\|\|\s*(?:true\b|:|\/bin\/true\b|exit\s+0\b|echo\b)|;\s*true\b|\bset\s+\+e\b/

/**
 * What makes the gates of a workflow worthless: `continue-on-error` at a step or a job that promotes or verifies a pin,
 * a script that passes over its failure, and a matrix of it in which one leg ends the others. An expression counts as
 * a yes, since it may be one.
 *
 * @param text of a workflow; one that is no YAML is a problem too
 * @param file how the problems call it
 * @returns each with its line and column; none where the workflow has no such step
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
  const jobs = yaml.find(document.contents ?? undefined, 'jobs')?.value
  return yaml
    .entries(jobs)
    .flatMap(({ name, value }) => findJobFaults(yaml, name, value))
    .map(({ node, what }) => problemAt(node.range?.[0], what))
}

/** What is wrong, and the node that is. */
interface Fault {
  readonly node: Node
  readonly what: string
}

function findJobFaults(yaml: YamlReader, job: string, content: Node | undefined): Fault[] {
  const gates = yaml.items(yaml.find(content, 'steps')?.value).flatMap((step) => {
    const name = gateOf(yaml, step)
    return name === undefined ? [] : [{ step, name }]
  })
  if (gates.length === 0) return []
  const names = [...new Set(gates.map(({ name }) => name))].join(' and ')
  return [
    ...gates.flatMap(({ step, name }) => [
      ...findLeniency(yaml, step, `the step that runs ${name}`),
      ...findSwallowing(yaml, step, name),
    ]),
    ...findLeniency(yaml, content, `the job ${job}, which runs ${names},`),
    ...findFailFast(yaml, content, `the job ${job}, which runs ${names},`),
  ]
}

/** The name of the gate that a step runs, by `uses:` or in its script. */
function gateOf(yaml: YamlReader, step: Node): string | undefined {
  const uses = String(yaml.scalar(yaml.find(step, 'uses')?.value) ?? '').trim()
  const run = String(yaml.scalar(yaml.find(step, 'run')?.value) ?? '')
  return (gate.exec(uses) ?? gateInScript.exec(run))?.[1]?.toLowerCase()
}

function findLeniency(yaml: YamlReader, content: Node | undefined, who: string): Fault[] {
  const found = yaml.find(content, 'continue-on-error')
  if (found === undefined || isNothing(yaml, found.value) || isNo(yaml, found.value)) return []
  return [
    { node: found.key, what: `${who} has continue-on-error, which turns its red into green: take it away` },
  ]
}

function findSwallowing(yaml: YamlReader, step: Node, name: string): Fault[] {
  const run = yaml.find(step, 'run')
  const match = swallowing.exec(String(yaml.scalar(run?.value) ?? ''))
  if (run === undefined || match === null) return []
  return [
    {
      node: run.key,
      what: `the script that runs ${name} goes on after its failure (${match[0]}): let it fail`,
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
      what: `${who} has a matrix without fail-fast: false, so that one leg that fails hides how the others end`,
    },
  ]
}

/** A no that is written out: an expression may become a yes. */
function isNo(yaml: YamlReader, value: Node | undefined): boolean {
  const said = yaml.scalar(value)
  return said === false || said === 'false'
}

function isNothing(yaml: YamlReader, value: Node | undefined): boolean {
  return value === undefined || yaml.scalar(value) === null
}
