import type { Answer } from '@suite/wire'
import { check } from '../../check.ts'
import type { AskingProbe, Judgement, Named } from '../../probe.ts'
import { readMetrics } from './prometheus.ts'

export interface MetricsTerms {
  readonly path: string
  /** Names that must be among the samples. */
  readonly has: readonly string[]
}

/** Proves that a page of metrics can be scraped. */
export function metricsProbe(named: Named, terms: MetricsTerms): AskingProbe<MetricsTerms> {
  return { ...named, kind: 'metrics', terms, writes: false, shownHeaders: [], attempt }
}

const attempt: AskingProbe<MetricsTerms>['attempt'] = async (ask, { path, has }) =>
  judgeMetrics(await ask('metrics', { method: 'GET', path }), has)

/** Judges the answer that should be a page of metrics. */
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
