import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readEnvironment, readRelease } from './environment.ts'

describe("the runner's variables", () => {
  it('are those of github.com where nothing else is said', () => {
    expect(readEnvironment({ GITHUB_REPOSITORY: 'octo/repo', GITHUB_SHA: 'abc' })).toMatchObject({
      forge: 'github',
      apiUrl: 'https://api.github.com',
      serverUrl: 'https://github.com',
      repository: { owner: 'octo', name: 'repo' },
      sha: 'abc',
    })
  })

  it.each(['GITEA_ACTIONS', 'FORGEJO_ACTIONS'])(
    'are those of Gitea where its runner says so by %s',
    (name) => {
      expect(readEnvironment({ [name]: 'true' }).forge).toBe('gitea')
    },
  )

  it('that are empty, as Gitea sets some, are as good as absent', () => {
    expect(readEnvironment({ GITHUB_API_URL: '', GITHUB_SERVER_URL: '', GITEA_ACTIONS: '' })).toMatchObject({
      forge: 'github',
      apiUrl: 'https://api.github.com',
      serverUrl: 'https://github.com',
    })
  })

  it('name an address without a slash at its end, so that no route has two', () => {
    expect(readEnvironment({ GITHUB_API_URL: 'https://git.example.com/api/v3/' }).apiUrl).toBe(
      'https://git.example.com/api/v3',
    )
  })
})

describe('the release', () => {
  it('is read beside the bundle, so that the first line says what ran', () => {
    const bundle = fileURLToPath(new URL('../index.js', import.meta.url))
    expect(readRelease(bundle)).toEqual({ version: '1.0.0', commit: 'unknown' })
  })

  it('that cannot be read is no reason to fail', () => {
    expect(readRelease('/nowhere/index.js')).toEqual({ version: 'unknown', commit: 'unknown' })
  })
})
