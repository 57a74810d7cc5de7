import { expect, test } from 'vitest'
import { completeEvent, readSubject } from './index.ts'

/** A repository that counts its requests. */
function repositoryOf(name: string) {
  const asked: string[] = []
  const defaultBranch = async () => {
    asked.push('default branch')
    return name
  }
  return { asked, defaultBranch }
}

test.each([
  ['holds only the schedule', { schedule: '0 4 * * *' }],
  ['has no repository', { schedule: '0 4 * * *', repository: null }],
  ['is empty', {}],
])('a scheduled run reads the rules of the default branch even if its payload %s', async (_, payload) => {
  const repository = repositoryOf('trunk')
  const event = await completeEvent({ name: 'schedule', payload }, [7], repository)
  expect(readSubject(event, [7])).toMatchObject({ numbers: [7], trustedRef: 'refs/heads/trunk' })
})

test('no request is sent for a fact that the payload has', async () => {
  const repository = repositoryOf('trunk')
  const event = {
    name: 'schedule',
    payload: { schedule: '0 4 * * *', repository: { default_branch: 'main' } },
  }
  expect(await completeEvent(event, [7], repository)).toBe(event)
  expect(repository.asked).toEqual([])
})

test.each(['pull_request_target', 'push', 'merge_group', 'schedule'])(
  'a forged payload of %s without a number is still refused',
  async (name) => {
    const repository = repositoryOf('trunk')
    const event = await completeEvent({ name, payload: {} }, [], repository)
    expect(() => readSubject(event)).toThrow(expect.objectContaining({ reason: 'event-unsupported' }))
    expect(repository.asked).toEqual([])
  },
)
