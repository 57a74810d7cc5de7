import { commonReasons, OutsideError } from '@suite/errors'
import { describe, expect, it } from 'vitest'
import type { KeyValues, WritingTools } from '../../probe.ts'
import { kvProbe } from './probe.ts'

const refusal = () => Promise.reject(new OutsideError(commonReasons['outside-failed'], 'refused'))
const lost = () =>
  Promise.reject(
    Object.assign(new OutsideError(commonReasons['outside-failed'], 'lost'), { ambiguous: true }),
  )

async function run(faults: Partial<KeyValues> = {}, over: Partial<WritingTools> = {}) {
  const values = new Map<string, string>()
  const asked: string[] = []
  let time = 0
  const kv: KeyValues = {
    put: async (_, key, value) => void values.set(key, value),
    get: async (_, key) => values.get(key),
    delete: async (_, key) => void values.delete(key),
    ...faults,
  }
  const noted = <Name extends keyof KeyValues>(name: Name): KeyValues[Name] =>
    ((...of: Parameters<KeyValues[Name]>) => {
      asked.push(name)
      return Reflect.apply(kv[name], kv, of)
    }) as KeyValues[Name]
  const probe = kvProbe({ name: 'kv' }, { namespace: 'n', binding: 'KV' })
  const { what, perform } = probe.prepare(probe.terms, {
    clock: {
      now: () => time,
      sleep: async (milliseconds) => {
        time += milliseconds
      },
      random: () => 0,
    },
    deadline: 5_000,
    cancelled: () => false,
    now: () => new Date(0),
    newId: () => 'id',
    withKv: (_, work) =>
      work({
        put: noted('put'),
        get: noted('get'),
        delete: noted('delete'),
      }),
    ...over,
  })
  return { what, asked, values, ...(await perform()) }
}

describe('the list of writes does not report a key as deleted that may still exist', () => {
  it.each<[string, Partial<KeyValues>, string, string]>([
    ['all went well', {}, 'applied', 'pass'],
    ['a stale value is read', { get: async () => 'stale' }, 'applied', 'fail'],
    ['the put is refused', { put: refusal }, 'refused', 'error'],
    ['the answer to the put is lost', { put: lost }, 'unknown', 'error'],
    ['the delete is refused', { delete: refusal }, 'refused', 'error'],
    ['the answer to the delete is lost', { delete: lost }, 'unknown', 'error'],
  ])('%s', async (_, faults, write, probe) => {
    const ended = await run(faults)
    expect(ended).toMatchObject({ state: write, result: { state: probe } })
    expect(ended.asked).toContain('delete')
  })
})

it('a bug is not taken for a failure of the service', async () => {
  await expect(run({ put: () => Promise.reject(new TypeError('ours')) })).rejects.toThrow('ours')
})

it('a cancelled run deletes the key, and reads no further', async () => {
  const ended = await run({}, { cancelled: () => true })
  expect(ended.asked).toEqual(['put', 'delete'])
  expect(ended).toMatchObject({ state: 'applied', result: { state: 'inconclusive' } })
  expect(ended.what).toBe('the key prefs:probe:id of KV, put and deleted')
})
