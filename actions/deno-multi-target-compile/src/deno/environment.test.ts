import { expect, it } from 'vitest'
import { denoEnvironment, passedVariables } from './environment.ts'

const runner = {
  PATH: '/tools:/usr/bin',
  HOME: '/home/runner',
  GITHUB_TOKEN: 'secret',
  INPUT_TOKEN: 'secret',
  DENO_NO_PROMPT: '1',
  DENO_CONDITIONS: 'other',
  DENO_V8_FLAGS: '--jitless',
  DENORT_BIN: '/tmp/denort',
  NODE_OPTIONS: '--require=/tmp/x',
  OTEL_DENO: 'true',
  LD_PRELOAD: '/tmp/x.so',
  NPM_TOKEN: 'token',
  HTTPS_PROXY: 'http://proxy.example',
  DENO_CERT: '/certs.pem',
}
const folders = { denoDir: '/t/deno-dir', home: '/t/home', temporary: '/t/temporary' }
const terms = { folders, passed: { NPM_TOKEN: 'token' }, runner, caFile: undefined }

it('lets no variable of the runner change what is built', () => {
  const environment = denoEnvironment(terms, { network: true })
  expect(Object.keys(environment).toSorted()).toEqual(
    'DENO_CERT DENO_DIR DENO_NO_UPDATE_CHECK HOME HTTPS_PROXY LC_ALL NO_COLOR NPM_TOKEN PATH TEMP TMP TMPDIR USERPROFILE'.split(
      ' ',
    ),
  )
  expect(environment).toMatchObject({ PATH: '/usr/bin:/bin', HOME: '/t/home', DENO_DIR: '/t/deno-dir' })
})

it('gives a step that must not download neither proxy nor certificate, which deno would write into the binary', () => {
  const environment = denoEnvironment(terms, { network: false })
  expect(environment.DENO_CERT).toBe(undefined)
  expect(environment.HTTPS_PROXY).toBe('http://127.0.0.1:1')
})

it('trusts the certificates of the input in the steps that download', () => {
  const withFile = { ...terms, caFile: '/ca.pem' }
  expect(denoEnvironment(withFile, { network: true }).DENO_CERT).toBe('/ca.pem')
  expect(denoEnvironment(withFile, { network: false }).DENO_CERT).toBe(undefined)
})

it('passes only variables that hold credentials, and names every other', () => {
  expect(passedVariables(['NPM_TOKEN', 'GITHUB_TOKEN'], runner)).toEqual({
    NPM_TOKEN: 'token',
    GITHUB_TOKEN: 'secret',
  })
  expect(passedVariables(['DENO_AUTH_TOKENS'], { DENO_AUTH_TOKENS: 'a@b' })).toEqual({
    DENO_AUTH_TOKENS: 'a@b',
  })
  const refused =
    'DENO_NO_PROMPT DENORT_BIN NODE_OPTIONS OTEL_DENO LD_PRELOAD PATH HOME Deno_Dir INPUT_TOKEN NO_SUCH'.split(
      ' ',
    )
  expect(() => passedVariables(refused, runner)).toThrow(
    expect.objectContaining({
      reason: 'variable-refused',
      problems: expect.objectContaining({ length: refused.length }),
    }),
  )
})
