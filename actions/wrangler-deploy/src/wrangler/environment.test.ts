import { expect, it } from 'vitest'
import { environmentFor } from './environment.ts'

const terms = {
  apiToken: 'token',
  accountId: 'account',
  baseUrl: undefined,
  withheld: ['API_KEY'],
  worker: undefined,
  folder: '/temp',
}

it('gives wrangler the variables of the step, and none that redirects it or reaches the runner', () => {
  const environment = environmentFor(
    {
      PATH: '/bin',
      NODE_ENV: 'production',
      API_KEY: 'secret',
      INPUT_TOKEN: 'secret',
      'INPUT_API-TOKEN': 'secret',
      ACTIONS_RUNTIME_TOKEN: 'secret',
      GITHUB_OUTPUT: '/file',
      GITHUB_SHA: 'sha',
      CLOUDFLARE_API_KEY: 'global',
      CLOUDFLARE_API_BASE_URL: 'https://elsewhere.example',
      CF_API_TOKEN: 'other',
      WRANGLER_LOG: 'debug',
      WRANGLER_CI_OVERRIDE_NAME: 'other',
    },
    terms,
  )
  expect(environment).toMatchObject({
    PATH: '/bin',
    NODE_ENV: 'production',
    GITHUB_SHA: 'sha',
    CLOUDFLARE_API_TOKEN: 'token',
    CLOUDFLARE_ACCOUNT_ID: 'account',
    CLOUDFLARE_API_BASE_URL: 'https://api.cloudflare.com/client/v4',
    CLOUDFLARE_API_KEY: '',
    WRANGLER_API_ENVIRONMENT: 'production',
    WRANGLER_LOG: 'log',
    WRANGLER_OUTPUT_FILE_PATH: '/temp/output.ndjson',
  })
  const values = Object.values(environment)
  for (const leaked of ['secret', '/file', 'global', 'other', 'https://elsewhere.example'])
    expect(values).not.toContain(leaked)
  expect('WRANGLER_CI_OVERRIDE_NAME' in environment).toBe(false)
  expect(environmentFor({}, { ...terms, worker: 'api' }).WRANGLER_CI_OVERRIDE_NAME).toBe('api')
})

it('on Windows, where the case of a name does not matter, leaks nothing under another spelling', () => {
  const variables = {
    Path: 'C:\\node',
    api_key: 'secret',
    Input_Token: 'secret',
    github_output: 'secret',
    Cloudflare_Api_Base_Url: 'secret',
    wrangler_log: 'secret',
  }
  const windows = environmentFor(variables, terms, true)
  expect(windows.Path).toBe('C:\\node')
  expect(Object.values(windows)).not.toContain('secret')
  // Elsewhere these are other variables.
  expect(environmentFor(variables, terms, false).api_key).toBe('secret')
})
