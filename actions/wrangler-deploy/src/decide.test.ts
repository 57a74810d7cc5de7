import { describe, expect, it } from 'vitest'
import type { Configuration } from './configuration/configuration.ts'
import { judgePreflight } from './decide.ts'
import type { Facts } from './facts.ts'
import type { DeployRequest } from './request.ts'

const configuration: Configuration = {
  worker: 'api',
  environment: undefined,
  choices: [],
  accountId: undefined,
  routes: [],
  bindings: ['AI'],
  requiredSecrets: [],
  settings: { schedules: undefined, workersDev: true, previewUrls: undefined, unverified: [] },
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
const request: DeployRequest = {
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
  traffic: [100],
}
const promote: Partial<DeployRequest> = { command: 'promote', versionId: 'new', expectedDeploymentId: 'd1' }
const rollback: Partial<DeployRequest> = { command: 'rollback', versionId: 'old', expectedVersionId: 'new' }
const split = { current: deployment(['new', 10], ['old', 90]), moved: version('new') }
const bound = (...names: string[]) => ({ id: 'new', bindings: names.map((name) => ({ name, type: 'ai' })) })

const elsewhere = (accountId: string) => ({ configuration: { ...configuration, accountId } })
const noDrift = { onlyInConfiguration: [], onlyInCloudflare: [], ofAnotherWorker: [] }
const surplus = { ...noDrift, onlyInCloudflare: ['a/*'] }
const taken = { ...noDrift, ofAnotherWorker: [{ pattern: 'b/*', worker: 'x' }] }

describe('the preflight', () => {
  it.each<[string, Partial<Facts>, Partial<DeployRequest>, string[]]>([
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
      'a staged version without what is said to be sent with it',
      { ...split, moved: bound('AI') },
      { ...promote, sentSecrets: ['KEY'], sentVars: ['VAR'] },
      ['bindings-missing', 'bindings-missing'],
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
    ['a split, before a stage', split, { command: 'stage' }, ['split-deployment']],
    ['a split, before a check', split, { command: 'check' }, ['split-deployment']],
    [
      'a version at 0 % next to another, which is not a split',
      { current: deployment(['new', 0], ['old', 100]) },
      {},
      [],
    ],
    ['a configuration for another account', elsewhere('b'), {}, ['config-invalid']],
    ['a configuration for this account', elsewhere('a'), {}, []],
    ['a configuration for an account, where none is given', elsewhere('b'), { accountId: undefined }, []],
    ['a surplus route that is only reported', { drift: surplus }, { routesPolicy: 'report' }, []],
    ['a surplus route', { drift: surplus }, {}, ['routes-differ']],
    [
      'a route of another Worker, also where drift is only reported',
      { drift: taken },
      { routesPolicy: 'report' },
      ['route-taken'],
    ],
    ['routes that were not read', { drift: undefined }, {}, []],
    ['a DNS record in the way', { dnsConflicts: ['a.example'] }, {}, ['dns-record-taken']],
    ['a DNS record that is only reported', { dnsConflicts: ['a.example'] }, { routesPolicy: 'report' }, []],
    ['DNS records that are not known', { dnsConflicts: undefined }, {}, []],
    ['a binding that is sent as a secret', {}, { requiredBindings: ['X'], sentSecrets: ['X'] }, []],
    [
      'a rollback of a Worker without its secrets',
      { moved: version('old') },
      { ...rollback, requiredSecrets: ['KEY'], requiredBindings: ['KV'] },
      [],
    ],
    [
      'a promotion of a Worker whose newest version lacks a secret',
      { ...split, moved: bound('KEY') },
      { ...promote, requiredSecrets: ['KEY'] },
      [],
    ],
    ['an unknown order', { order: { kind: 'unknown', tag: undefined } }, {}, []],
    ['an order that was not asked for', { order: undefined }, {}, []],
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
    const objections = judgePreflight({ ...facts, ...known }, { ...request, ...asked })
    expect(objections.map(({ reason }) => reason)).toEqual(reasons)
  })

  it('says where something is wrong, and with what', () => {
    const words = (known: Partial<Facts>, asked: Partial<DeployRequest>) =>
      judgePreflight({ ...facts, ...known }, { ...request, ...asked }).map(({ what, fix }) => [what, fix])
    const staging = { configuration: { ...configuration, environment: 'staging' } }
    expect(words({}, { requiredBindings: ['KV'] })).toEqual([
      ['the top level declares no binding KV for api', undefined],
    ])
    expect(words(staging, { requiredBindings: ['KV'], requiredSecrets: ['KEY'] })).toEqual([
      ['the environment staging declares no binding KV for api', undefined],
      ['the Worker api has no secret KEY', expect.stringMatching(/^Set it from the root/)],
    ])
    expect(words({ ...split, tokenStatus: 'expired' }, {})).toEqual([
      ['the API token is expired', undefined],
      ['the traffic is split: new at 10 %, old at 90 %', undefined],
    ])
    expect(words({ drift: surplus }, {})).toEqual([
      ['a/* leads to api in Cloudflare, and is not in the configuration', undefined],
    ])
    expect(words({ drift: taken }, {})).toEqual([
      ['b/* belongs to x, not to api', expect.stringContaining('from the configuration of x')],
    ])
    expect(words({ dnsConflicts: ['a.example'] }, {})).toEqual([
      ['a.example has a DNS record that a deploy of this custom domain would replace', undefined],
    ])
    expect(words(elsewhere('b'), {})).toEqual([
      [
        'account_id of the configuration is not the account-id that is given',
        expect.stringMatching(/^Correct `account_id`/),
      ],
    ])
    expect(words({ order: { kind: 'behind', live: 'x' } }, {})).toEqual([
      ['order: the live version is of x, which descends from this commit', undefined],
    ])
    expect(words({ order: { kind: 'unrelated', live: 'x' } }, {})).toEqual([
      [
        'order: the live version is of x, which is on no line with this commit',
        expect.stringMatching(/^Merge or rebase/),
      ],
    ])
  })

  it('tells everything that is wrong at once, what concerns the token first', () => {
    const drift = {
      onlyInConfiguration: [],
      onlyInCloudflare: ['a/*'],
      ofAnotherWorker: [{ pattern: 'b/*', worker: 'x' }],
    }
    const objections = judgePreflight(
      { ...facts, drift, tokenStatus: 'expired' },
      { ...request, requiredSecrets: ['KEY'] },
    )
    expect(objections.map(({ reason }) => reason)).toEqual([
      'token-invalid',
      'secrets-missing',
      'route-taken',
      'routes-differ',
    ])
    expect(objections[1]?.wrangler).toEqual(['secret', 'put', 'KEY'])
  })

  it('lets an environment have the domain of the top level only where both are one Worker', () => {
    const routes = [{ pattern: 'a.example', customDomain: true, zoneName: undefined, zoneId: undefined }]
    const topLevel = { worker: 'api', customDomains: ['a.example'] }
    const judge = (worker: string) =>
      judgePreflight(
        { ...facts, configuration: { ...configuration, worker, environment: 'staging', routes, topLevel } },
        request,
      ).map(({ reason }) => reason)
    expect(judge('api-staging')).toEqual(['domain-inherited'])
    const configured = { ...configuration, worker: 'api-staging', topLevel }
    const reasonsOf = (more: Partial<Configuration>) =>
      judgePreflight({ ...facts, configuration: { ...configured, ...more } }, request).map(({ what }) => what)
    expect(reasonsOf({ environment: 'staging', routes })).toEqual([
      'the environment staging (api-staging) would take a.example away from api',
    ])
    const plain = routes.map((route) => ({ ...route, customDomain: false }))
    const other = routes.map((route) => ({ ...route, pattern: 'b.example' }))
    expect(reasonsOf({ environment: 'staging', routes: plain })).toEqual([])
    expect(reasonsOf({ environment: 'staging', routes: other })).toEqual([])
    expect(reasonsOf({ environment: undefined, routes })).toEqual([])
    expect(judge('api')).toEqual([])
  })
})
