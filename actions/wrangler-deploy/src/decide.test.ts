import { describe, expect, it } from 'vitest'
import type { Configuration } from './configuration/configuration.ts'
import { judgePreflight } from './decide.ts'
import type { Facts, Wishes } from './facts.ts'

const configuration: Configuration = {
  worker: 'api',
  environment: undefined,
  choices: [],
  accountId: undefined,
  routes: [],
  bindings: ['AI'],
  requiredSecrets: [],
  asked: { schedules: undefined, workersDev: true, previewUrls: undefined, unjudged: [] },
  confidential: [],
  hasBuild: false,
  topLevel: { worker: 'api', customDomains: [] },
}
const deployment = (...versions: [id: string, percentage: number][]) => ({
  id: 'd1',
  createdAt: '2026-11-20T10:00:00Z',
  source: 'wrangler',
  versions: versions.map(([versionId, percentage]) => ({ versionId, percentage })),
})
const version = (id: string) => ({ id, bindings: [] })
const facts: Facts = {
  configuration,
  tokenStatus: 'active',
  current: deployment(['old', 100]),
  live: version('old'),
  moved: undefined,
  secrets: [],
  drift: { onlyInConfiguration: [], onlyInCloudflare: [], ofAnotherWorker: [] },
  dnsConflicts: [],
  sawAllZones: true,
  order: { kind: 'forward' },
}
const wishes: Wishes = {
  command: 'deploy',
  accountId: 'a',
  requiredSecrets: [],
  requiredBindings: [],
  sentSecrets: [],
  sentVars: [],
  routesPolicy: 'strict',
  allowSplit: false,
  allowDowngrade: false,
  versionId: undefined,
  expectedDeploymentId: undefined,
  expectedVersionId: undefined,
}
const promote: Partial<Wishes> = { command: 'promote', versionId: 'new', expectedDeploymentId: 'd1' }
const rollback: Partial<Wishes> = { command: 'rollback', versionId: 'old', expectedVersionId: 'new' }
const split = { current: deployment(['new', 10], ['old', 90]), moved: version('new') }
const bound = (...names: string[]) => ({ id: 'new', bindings: names.map((name) => ({ name, type: 'ai' })) })

describe('the preflight', () => {
  it.each<[string, Partial<Facts>, Partial<Wishes>, string[]]>([
    ['nothing wrong', {}, {}, []],
    ['a first deploy', { current: undefined, live: undefined, order: { kind: 'first' } }, {}, []],
    ['a token that is disabled', { tokenStatus: 'disabled' }, {}, ['token-invalid']],
    ['a binding that is sent as a variable', {}, { requiredBindings: ['AI', 'X'], sentVars: ['X'] }, []],
    ['a binding that is not declared', {}, { requiredBindings: ['KV'] }, ['bindings-missing']],
    [
      'a staged version without what is required',
      { ...split, moved: bound('KEY'), secrets: ['KEY'] },
      { ...promote, requiredBindings: ['AI'], requiredSecrets: ['KEY'] },
      ['bindings-missing'],
    ],
    [
      'a staged version with what is required',
      { ...split, moved: bound('KEY', 'AI'), secrets: ['KEY'] },
      { ...promote, requiredBindings: ['AI'], requiredSecrets: ['KEY'] },
      [],
    ],
    ['a secret that is there', { secrets: ['KEY'] }, { requiredSecrets: ['KEY'] }, []],
    ['a secret that is sent', {}, { requiredSecrets: ['KEY'], sentSecrets: ['KEY'] }, []],
    ['a secret of a new Worker', { current: undefined }, { requiredSecrets: ['KEY'] }, ['secrets-missing']],
    [
      'a secret that the configuration asks for',
      { configuration: { ...configuration, requiredSecrets: ['KEY'] } },
      {},
      ['secrets-missing'],
    ],
    ['a split', split, {}, ['split-deployment']],
    ['a split that may end', split, { allowSplit: true }, []],
    ['old code', { order: { kind: 'behind', live: 'x' } }, {}, ['order-violated']],
    ['code of another line', { order: { kind: 'unrelated', live: 'x' } }, {}, ['order-violated']],
    ['old code on purpose', { order: { kind: 'behind', live: 'x' } }, { allowDowngrade: true }, []],
    ['no Worker to stage for', { current: undefined }, { command: 'stage' }, ['worker-missing']],
    ['a promotion of the staged deployment', split, promote, []],
    ['a promotion of another one', split, { ...promote, expectedDeploymentId: 'd0' }, ['deployment-changed']],
    [
      'a promotion that is done already',
      { current: deployment(['new', 100]), moved: version('new') },
      { ...promote, expectedDeploymentId: 'd0' },
      [],
    ],
    ['a version that is not there', { moved: undefined }, promote, ['worker-missing']],
    ['a rollback between the two', { ...split, moved: version('old') }, rollback, []],
    [
      'a rollback from a third',
      { current: deployment(['third', 100]), moved: version('old') },
      rollback,
      ['deployment-changed'],
    ],
    [
      'a rollback with a third in it',
      { current: deployment(['new', 50], ['third', 50]), moved: version('old') },
      rollback,
      ['deployment-changed'],
    ],
    [
      'a rollback of a named deployment that is gone',
      { ...split, moved: version('old') },
      { ...rollback, expectedDeploymentId: 'd0' },
      ['deployment-changed'],
    ],
    ['a rollback that is done already', { moved: version('old') }, rollback, []],
  ])('of %s', (_, known, asked, reasons) => {
    const objections = judgePreflight({ ...facts, ...known }, { ...wishes, ...asked })
    expect(objections.map(({ reason }) => reason)).toEqual(reasons)
  })

  it('tells everything that is wrong at once, what concerns the token first', () => {
    const drift = {
      onlyInConfiguration: [],
      onlyInCloudflare: ['a/*'],
      ofAnotherWorker: [{ pattern: 'b/*', worker: 'x' }],
    }
    const objections = judgePreflight(
      { ...facts, drift, tokenStatus: 'expired' },
      { ...wishes, requiredSecrets: ['KEY'] },
    )
    expect(objections.map(({ reason }) => reason)).toEqual([
      'token-invalid',
      'secrets-missing',
      'route-taken',
      'routes-differ',
    ])
    expect(objections[1]?.fix).toBe('wrangler secret put KEY')
  })

  it('lets an environment have the domain of the top level only where both are one Worker', () => {
    const routes = [{ pattern: 'a.example', customDomain: true, zoneName: undefined, zoneId: undefined }]
    const topLevel = { worker: 'api', customDomains: ['a.example'] }
    const judge = (worker: string) =>
      judgePreflight(
        { ...facts, configuration: { ...configuration, worker, environment: 'staging', routes, topLevel } },
        wishes,
      ).map(({ reason }) => reason)
    expect(judge('api-staging')).toEqual(['domain-inherited'])
    expect(judge('api')).toEqual([])
  })
})
