import type { ProbeResult } from '@suite/probes'
import { readProbeFile } from '@suite/probes/file'
import { describe, expect, it } from 'vitest'
import { answer } from '../../../packages/probes/test/answers.ts'
import { adviceFor, fixFor } from './advice.ts'
import { fileToCopy, introductionOf, type Origin } from './origin.ts'
import { headlineOf, storyOf, summaryOf } from './report.ts'

const origin = (over: Partial<Origin> = {}): Origin => ({
  file: 'ops/probes.yml',
  presetChosenBy: 'default',
  ofPreset: new Set(['jwks']),
  baseUrl: new URL('https://api.example.com/v1/'),
  fileIgnored: false,
  ...over,
})
const ofFile = origin({ presetChosenBy: undefined, ofPreset: new Set() })

const failed = (over: Partial<ProbeResult> = {}): ProbeResult => ({
  ...{ name: 'jwks', kind: 'jwks', state: 'fail', because: 'key set: status 404', cause: 'not-ready' },
  ...{ attempts: 1, passes: 0, latencies: [], retried: {}, convergedAfter: undefined },
  ...{ version: 'not-asked', checks: [], shows: {}, exchanges: [], shownHeaders: [] },
  missing: ['GET /v1/.well-known/jwks.json'],
  ...over,
})
const misleading = /roll(ing)? back|timeout|wait|run again/i

describe('a default probe that fails against the Worker of another team', () => {
  it('says that the Worker lacks the path, and where to describe its own', () => {
    expect(adviceFor(failed(), origin())).toBe(
      'your Worker has no GET /v1/.well-known/jwks.json: describe yours in ops/probes.yml',
    )
  })

  it.each<[string, Partial<ProbeResult>]>([
    ['404', {}],
    ['404 with Retry-After', { advice: 'It asks to wait. Run again then, or raise timeout.' }],
    ['another answer with 200', { cause: 'wrong-content', missing: [] }],
    ['an answer of an unknown version', { cause: 'unproven-content', missing: [] }],
    ['500', { cause: 'not-ready', missing: [] }],
  ])('never advises to roll back or to wait: %s', (_, over) => {
    const results = [failed(over)]
    const said = [
      adviceFor(failed(over), origin()),
      fixFor(results, origin()),
      ...storyOf(results, undefined, origin()),
      summaryOf(results, undefined, origin()),
    ].join('\n')
    expect(said).not.toMatch(misleading)
    expect(said).toContain('describe yours in ops/probes.yml')
    expect(said).toContain('- name: health')
  })

  it('shows a file that can be copied, with the address that is probed', async () => {
    const text = fileToCopy(origin()).join('\n')
    expect(text).toContain('# GET https://api.example.com/v1/health answers with status 200')
    const plan = await readProbeFile(
      { path: 'ops/probes.yml', text },
      { appOrigin: undefined, issuer: 'x', kv: undefined },
    )
    expect(plan.probes).toMatchObject([{ name: 'health', kind: 'health', terms: { paths: ['/health'] } }])
  })

  it('introduces itself in the log and in the headline', () => {
    expect(introductionOf(origin())).toBe(
      'These are the default probes, because there is no ops/probes.yml in the working tree. They come from the CI/CD playbook (preset: playbook): jwks.',
    )
    expect(introductionOf(origin({ fileIgnored: true }))).toContain('config-path is empty')
    expect(introductionOf(ofFile)).toBeUndefined()
    expect(headlineOf([failed()], { reason: 'probes-failed' }, origin())).toBe(
      'default probes, from the CI/CD playbook: 1 of 1 probe did not pass: jwks',
    )
  })

  it('names the line to replace if a file chose the preset, and the input if it hides the file', () => {
    expect(adviceFor(failed(), origin({ presetChosenBy: 'file' }))).toMatch(
      /describe yours in ops\/probes\.yml, in place of preset: playbook$/,
    )
    expect(adviceFor(failed(), origin({ fileIgnored: true }))).toMatch(/and leave config-path out$/)
  })

  it('keeps the advice about the network and about versions', () => {
    for (const cause of ['unreachable', 'no-route', 'wrong-version', 'unnamed-version'] as const) {
      const results = [failed({ cause, missing: [] })]
      expect(fixFor(results, origin())).toBe(adviceFor(failed({ cause, missing: [] }), origin()))
      expect(storyOf(results, undefined, origin()).join()).not.toContain('describe yours')
    }
  })
})

describe('a probe of a file', () => {
  it('that asks for a path that is not there says so, and advises neither to roll back nor to wait', () => {
    const result = failed({ missing: ['GET /cart'], advice: 'Run again, or raise timeout.' })
    expect(adviceFor(result, ofFile)).toBe(
      'your Worker has no GET /cart: correct the path in ops/probes.yml, or add it to the Worker',
    )
    expect(fixFor([result], ofFile)).not.toMatch(misleading)
  })

  it('that finds a wrong answer keeps the advice to roll back', () => {
    const wrong = failed({ cause: 'wrong-content', missing: [] })
    expect(adviceFor(wrong, ofFile)).toContain('roll back or correct it')
    expect(fixFor([wrong, failed()], ofFile)).toMatch(/^For jwks: .*roll back or correct it/)
  })

  it('says about a wrong answer what would correct it, and not to roll back where that would not help', () => {
    const asked = (expects: string, found: string) =>
      failed({ cause: 'wrong-content', missing: [], checks: [{ expects, holds: false, found }] })
    const status = (found: string) => asked('the status is 200', found)
    for (const [result, advice] of [
      [status('401'), /let the probe in/],
      [status('403'), /let the probe in/],
      [status('405'), /method/],
      [status('302'), /redirect/],
      [asked('the answer is JSON', 'text/html'), /static assets/],
    ] as const) {
      expect(adviceFor(result, ofFile)).toMatch(advice)
      expect(adviceFor(result, ofFile)).not.toMatch(misleading)
    }
    expect(adviceFor(status('500'), ofFile)).toContain('roll back or correct it')
  })

  it.each([
    [404, false],
    [500, false],
    [530, false],
    [429, false],
    [503, true],
  ])('advises to wait only for an answer that passes by itself: %i', (code, waits) => {
    const exchange = { outcome: { answer: answer(code) } } as unknown as ProbeResult['exchanges'][number]
    const advice = adviceFor(failed({ missing: [], exchanges: [exchange] }), ofFile)
    expect(/raise timeout/.test(advice)).toBe(waits)
    expect(advice).not.toMatch(/roll back/)
  })

  it.each([
    ['dns', /no such host/],
    ['tls', /certificate/],
    ['timeout', /waits for/],
    ['connect', /firewall/],
  ])('names what to look at if no answer came: %s', (kind, advice) => {
    const exchange = { outcome: { failure: { kind, detail: 'x' } } } as ProbeResult['exchanges'][number]
    expect(adviceFor(failed({ cause: 'unreachable', missing: [], exchanges: [exchange] }), ofFile)).toMatch(
      advice,
    )
  })
})

describe('the report of a probe that did not pass', () => {
  const undecided = failed({ state: 'inconclusive', cause: 'no-route', missing: [] })

  it('does not advise more time if the runner cannot reach the address', () => {
    expect(fixFor([undecided], ofFile)).toMatch(/another runner.*on-inconclusive: warn/)
    expect(fixFor([undecided], ofFile)).not.toMatch(/timeout/)
  })

  it('says nothing twice: what the fix says is not in the details', () => {
    const fix = fixFor([undecided], ofFile)
    const details = [
      ...storyOf([undecided], undefined, ofFile, fix),
      summaryOf([undecided], undefined, ofFile, fix),
    ]
    expect(details.join('\n')).not.toContain('another runner')
    expect(storyOf([undecided], undefined, ofFile).join('\n')).toContain('another runner')
  })

  it('links the artifact that has the proofs', () => {
    const address = 'https://github.com/acme/shop/actions/runs/7/artifacts/12'
    const upload = { kind: 'uploaded', name: 'proofs', id: '12', address } as const
    const kept = { folder: 'ops/proofs', path: 'ops/proofs/evidence.json', digest: 'sha256:x', upload }
    expect(summaryOf([failed()], kept, ofFile)).toContain(`(${address})`)
  })
})
