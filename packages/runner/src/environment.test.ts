import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readEnvironment, readPlainOrigin, readRelease } from './environment.ts'

describe("the runner's variables", () => {
  it('are those of github.com by default', () => {
    expect(readEnvironment({ GITHUB_REPOSITORY: 'octo/repo', GITHUB_SHA: 'abc' })).toMatchObject({
      forge: 'github',
      apiUrl: 'https://api.github.com',
      serverUrl: 'https://github.com',
      repository: { owner: 'octo', name: 'repo' },
      sha: 'abc',
    })
  })

  it.each(['GITEA_ACTIONS', 'FORGEJO_ACTIONS'])('are those of Gitea if its runner sets %s', (name) => {
    expect(readEnvironment({ [name]: 'true' }).forge).toBe('gitea')
  })

  it('that are empty, as Gitea sets some, count as absent', () => {
    expect(readEnvironment({ GITHUB_API_URL: '', GITHUB_SERVER_URL: '', GITEA_ACTIONS: '' })).toMatchObject({
      forge: 'github',
      apiUrl: 'https://api.github.com',
      serverUrl: 'https://github.com',
    })
  })

  it('contain an address without a slash at its end, so that no route has two slashes', () => {
    expect(readEnvironment({ GITHUB_API_URL: 'https://git.example.com/api/v3/' }).apiUrl).toBe(
      'https://git.example.com/api/v3',
    )
  })
})

describe('a forge that may be reached over plain http', () => {
  it.each([
    ['http://192.0.2.2:3000/api/v1', 'http://192.0.2.2:3000', 'http://192.0.2.2:3000'],
    ['http://gitea:3000/api/v1', 'http://gitea:3000/', 'http://gitea:3000'],
    ['http://ghe.example/api/v3', 'http://ghe.example', 'http://ghe.example'],
  ])('%s is accepted if the runner itself reaches it (%s)', (apiUrl, serverUrl, origin) => {
    expect(readPlainOrigin({ apiUrl, serverUrl })).toBe(origin)
  })

  it.each([
    ['https://git.example/api/v1', 'https://git.example'],
    ['http://127.0.0.1:3000/api/v1', 'http://127.0.0.1:3000'],
    ['http://192.0.2.2', 'https://github.com'],
    ['http://github.com', 'https://github.com'],
    ['http://192.0.2.2:3000/api/v1', 'http://192.0.2.2:3001'],
    ['http://gitea.evil.example/api/v1', 'http://gitea.example'],
    ['ftp://gitea.example', 'ftp://gitea.example'],
    ['gitea.example', 'gitea.example'],
  ])('is not accepted for %s below %s', (apiUrl, serverUrl) => {
    expect(readPlainOrigin({ apiUrl, serverUrl })).toBeUndefined()
  })
})

describe('the release', () => {
  it('is read from next to the bundle, so that the first line names what ran', () => {
    const bundle = fileURLToPath(new URL('../index.js', import.meta.url))
    expect(readRelease(bundle)).toEqual({ version: '1.0.0', commit: 'unknown' })
  })

  it('that cannot be read does not fail the run', () => {
    expect(readRelease('/nowhere/index.js')).toEqual({ version: 'unknown', commit: 'unknown' })
  })
})
