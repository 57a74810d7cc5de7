import type { Answer } from '@suite/wire'
import { check } from '../../check.ts'
import type { Judgement, Probe } from '../../probe.ts'
import { readMetrics } from './prometheus.ts'

/** Proves that a page of metrics can be scraped. */
export function metricsProbe(
  name: string,
  { path, has }: { readonly path: string; readonly has: readonly string[] },
): Pick<Probe, 'name' | 'kind' | 'attempt'> {
  return {
    name,
    kind: 'metrics',
    attempt: async (ask) => judgeMetrics(await ask('metrics', { method: 'GET', path }), has),
  }
}

/** Pure. @param has names that must be among the samples */
export function judgeMetrics(answer: Answer, has: readonly string[]): Judgement {
  const { series, names, faults } = readMetrics(answer.body)
  const seen = new Set<string>()
  const twice = series.find((each) => seen.size === seen.add(each).size)
  const [first] = faults
  return {
    checks: [
      check('the status is 200', answer.status === 200, String(answer.status)),
      check(
        'each line is of the Prometheus text format',
        first === undefined,
        first && `line ${first.line} ${first.what}`,
      ),
      check('there is a sample', series.length > 0),
      check('no series stands twice', twice === undefined, twice),
      ...has.map((name) => check(`there is a sample of ${name}`, names.has(name))),
    ],
    shows: { metrics: `${series.length} samples of ${names.size} names` },
  }
}
