import { expect, test } from 'vitest'
import { completeEvent, readSubject } from './index.ts'

/** A repository that tells how often it was asked. */
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
])(
  'a scheduled run is told the rules of the default branch also where the payload %s',
  async (_, payload) => {
    const repository = repositoryOf('trunk')
    const event = await completeEvent({ name: 'schedule', payload }, [7], repository)
    expect(readSubject(event, [7])).toMatchObject({ numbers: [7], trustedRef: 'refs/heads/trunk' })
  },
)

test('the forge is not asked for what the payload says', async () => {
  const repository = repositoryOf('trunk')
  const event = {
    name: 'schedule',
    payload: { schedule: '0 4 * * *', repository: { default_branch: 'main' } },
  }
  expect(await completeEvent(event, [7], repository)).toBe(event)
  expect(repository.asked).toEqual([])
})

test.each(['pull_request_target', 'push', 'merge_group', 'schedule'])(
  'a payload of %s that was made up stays refused where no number is given',
  async (name) => {
    const repository = repositoryOf('trunk')
    const event = await completeEvent({ name, payload: {} }, [], repository)
    expect(() => readSubject(event)).toThrow(expect.objectContaining({ reason: 'event-unsupported' }))
    expect(repository.asked).toEqual([])
  },
)
