import { LineCounter, type Node, parseDocument } from 'yaml'
import type { Problem } from '../../packages/errors/src/index.ts'
import { readYaml, type YamlReader } from './yaml-reader.ts'

/** Events whose checks are stored on the head of a pull request, or on the commit that a queue creates for it. */
const ofPullRequests = ['pull_request', 'pull_request_target', 'pull_request_review', 'merge_group']
const baseOfPullRequest = /\$\{\{(?:[^}]|\}(?!\}))*\bgithub\.(?:base_ref|event\.pull_request\.base\.ref)\b/
const baseOfGroup = /\$\{\{(?:[^}]|\}(?!\}))*\bmerge_group\.base_ref\b/

/**
 * Returns the jobs whose checks could replace each other. A forge stores a check on the commit by name only, and two
 * pull requests with the same head and two bases get two verdicts, so the name of a job that runs for pull requests
 * must contain the base. The job also needs a matrix, because Gitea 1.26 evaluates only the names of jobs with a
 * matrix.
 *
 * @param text of a workflow; other rules report a text that is not YAML
 * @param file the name of the file in the problems
 */
export function findCheckNameFaults(text: string, file: string): Problem[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) return []
  const yaml = readYaml(document)
  const whole = document.contents ?? undefined
  const events = eventsOf(yaml, yaml.find(whole, 'on')?.value)
  if (!ofPullRequests.some((event) => events.includes(event))) return []
  return yaml.entries(yaml.find(whole, 'jobs')?.value).flatMap(({ key, name, value }) =>
    [...faultsOf(yaml, value, events)].map((fault): Problem => {
      const { line, col } = lines.linePos(key.range?.[0] ?? 0)
      return { what: `the job ${name} ${fault}`, at: { file, line, column: col } }
    }),
  )
}

function eventsOf(yaml: YamlReader, on: Node | undefined): string[] {
  const one = yaml.scalar(on)
  if (one !== undefined) return [String(one)]
  return [
    ...yaml.items(on).map((item) => String(yaml.scalar(item))),
    ...yaml.entries(on).map(({ name }) => name),
  ]
}

function* faultsOf(yaml: YamlReader, job: Node | undefined, events: readonly string[]): Generator<string> {
  const name = String(yaml.scalar(yaml.find(job, 'name')?.value) ?? '')
  if (events.some((event) => event.startsWith('pull_request')) && !baseOfPullRequest.test(name))
    yield 'has a check without the base in its name, which another pull request with the same head replaces: end the name with (${{ github.base_ref }})'
  if (events.includes('merge_group') && !baseOfGroup.test(name))
    yield 'has another name in the merge queue than on a pull request: name it by merge_group.base_ref too, as workflows-templates/proofs-gate.yml does'
  if (yaml.find(yaml.find(job, 'strategy')?.value, 'matrix') === undefined)
    yield 'has no matrix, without which Gitea 1.26 does not evaluate its name: give it a matrix with one entry'
}
