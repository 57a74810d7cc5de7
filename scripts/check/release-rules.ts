import { LineCounter, type Node, parseDocument } from 'yaml'
import type { Problem } from '../../packages/errors/src/index.ts'
import { type Entry, readYaml, type YamlReader } from './yaml-reader.ts'

/** A step that publishes a release. */
const publishes = /(?:^|[\\/])release-publish[\\/]*(?:@|$)/i

/**
 * Returns what could let a workflow publish a release although something before it failed, was skipped or was
 * cancelled, or let it pass without a release: a condition or `continue-on-error` at a job that publishes or is needed
 * for it, a matrix of such a job without `fail-fast: false`, and a job that publishing does not wait for.
 *
 * @param text of a workflow; other rules report a text that is not YAML
 * @param file the name of the file in the problems
 */
export function findReleaseFaults(text: string, file: string): Problem[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) return []
  const yaml = readYaml(document)
  const jobs = yaml.entries(yaml.find(document.contents ?? undefined, 'jobs')?.value)
  const publishers = jobs.filter(({ value }) => stepsOf(yaml, value).some((step) => isPublishing(yaml, step)))
  const faults = publishers.flatMap((publisher) => {
    const before = closure(publisher.name, (name) => needsOf(yaml, jobs, name))
    const after = closure(publisher.name, (name) => neededBy(yaml, jobs, name))
    return [
      ...jobs.filter(({ name }) => before.has(name)).flatMap((job) => findLeaks(yaml, job, publisher.name)),
      ...jobs
        .filter(({ name }) => !before.has(name) && !after.has(name))
        .map(({ key, name }) => ({
          node: key,
          what: `the job ${publisher.name} publishes a release without waiting for the job ${name}: name it in needs`,
        })),
    ]
  })
  return faults.map(({ node, what }) => {
    const { line, col } = lines.linePos(node.range?.[0] ?? 0)
    return { what, at: { file, line, column: col } }
  })
}

interface Fault {
  readonly node: Node
  readonly what: string
}

function findLeaks(yaml: YamlReader, { name, value }: Entry, publisher: string): Fault[] {
  const steps = stepsOf(yaml, value)
  const condition = yaml.find(value, 'if')
  const strategy = yaml.find(value, 'strategy')
  const matrix = yaml.find(strategy?.value, 'matrix')
  const failFast = yaml.find(strategy?.value, 'fail-fast')
  const of =
    name === publisher
      ? `the job ${name}, which publishes a release,`
      : `the job ${name}, which ${publisher} needs,`
  return [
    ...(condition
      ? [
          {
            node: condition.key,
            what: `${of} has a condition: a skipped job looks green, and always() ignores a failure: remove the condition`,
          },
        ]
      : []),
    ...(matrix && !isNo(yaml, failFast?.value)
      ? [
          {
            node: matrix.key,
            what: `${of} has a matrix without fail-fast: false, so one job that fails cancels the others`,
          },
        ]
      : []),
    ...[value, ...steps].flatMap((holder) => {
      const lenient = yaml.find(holder, 'continue-on-error')
      if (!lenient || isNo(yaml, lenient.value) || yaml.scalar(lenient.value) === null) return []
      return [
        {
          node: lenient.key,
          what: `${of} has continue-on-error, which lets a release follow a failure: remove it`,
        },
      ]
    }),
    ...steps.flatMap((step) => {
      const own = yaml.find(step, 'if')
      if (!own || !isPublishing(yaml, step)) return []
      return [
        {
          node: own.key,
          what: `the step that publishes a release has a condition, and a skipped step looks green: remove the condition`,
        },
      ]
    }),
  ]
}

function stepsOf(yaml: YamlReader, job: Node | undefined): Node[] {
  return yaml.items(yaml.find(job, 'steps')?.value)
}

function isPublishing(yaml: YamlReader, step: Node): boolean {
  return publishes.test(String(yaml.scalar(yaml.find(step, 'uses')?.value) ?? '').trim())
}

function needsOf(yaml: YamlReader, jobs: readonly Entry[], name: string): string[] {
  const needs = yaml.find(jobs.find((job) => job.name === name)?.value, 'needs')?.value
  const one = yaml.scalar(needs)
  return one === undefined ? yaml.items(needs).map((item) => String(yaml.scalar(item))) : [String(one)]
}

function neededBy(yaml: YamlReader, jobs: readonly Entry[], name: string): string[] {
  return jobs.filter((job) => needsOf(yaml, jobs, job.name).includes(name)).map((job) => job.name)
}

/** Returns a name and all names that are reached from it. */
function closure(start: string, next: (name: string) => readonly string[]): Set<string> {
  const reached = new Set([start])
  for (const name of reached) for (const each of next(name)) reached.add(each)
  return reached
}

/** Returns whether a value is a literal false; an expression may be true. */
function isNo(yaml: YamlReader, value: Node | undefined): boolean {
  const said = yaml.scalar(value)
  return said === false || said === 'false'
}
