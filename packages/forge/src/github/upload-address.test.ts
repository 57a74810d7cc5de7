import { expect, test } from 'vitest'
import { uploadAddress, uploadOriginOf } from './upload-address.ts'

const release = { release: 7, name: 'shop linux' }

test.each([
  ['https://api.github.com', 'https://uploads.github.com'],
  ['https://api.github.com/', 'https://uploads.github.com'],
  ['https://api.acme.ghe.com', 'https://uploads.acme.ghe.com'],
  ['https://github.acme.example/api/v3', 'https://github.acme.example'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  // Names that only look like GitHub's own.
  ['https://api.github.com.evil.example', 'https://api.github.com.evil.example'],
  ['https://api.a.b.ghe.com', 'https://api.a.b.ghe.com'],
  ['https://api.github.com:8443', 'https://api.github.com:8443'],
])('uploads for %s go to %s', (api, origin) => {
  expect(uploadOriginOf(api)).toBe(origin)
})

test.each([
  ['https://api.github.com', 'https://uploads.github.com/repos/acme/shop/releases/7/assets{?name,label}'],
  ['https://api.acme.ghe.com', 'https://uploads.acme.ghe.com/repos/acme/shop/releases/7/assets{?name,label}'],
  [
    'https://git.acme.example/api/v3',
    'https://git.acme.example/api/uploads/repos/acme/shop/releases/7/assets',
  ],
  ['http://127.0.0.1:80', 'http://127.0.0.1/upload/repos/acme/shop/releases/7/assets{?name,label}'],
])('the file of a release of %s goes where the release says', (api, given) => {
  const url = `${given.replace(/\{.*/, '')}?name=shop+linux`
  expect(uploadAddress(api, given, release)).toEqual({ url })
})

test.each([
  ['another host', 'https://uploads.github.com.evil.example/repos/acme/shop/releases/7/assets'],
  ['the host of the API', 'https://api.github.com/repos/acme/shop/releases/7/assets'],
  ['plain http', 'http://uploads.github.com/repos/acme/shop/releases/7/assets'],
  ['another port', 'https://uploads.github.com:8443/repos/acme/shop/releases/7/assets'],
  ['a user', 'https://uploads.github.com@evil.example/repos/acme/shop/releases/7/assets'],
  ['a password', 'https://a:b@uploads.github.com/repos/acme/shop/releases/7/assets'],
  ['another release', 'https://uploads.github.com/repos/acme/shop/releases/8/assets'],
  ['a query', 'https://uploads.github.com/repos/acme/shop/releases/7/assets?name=x'],
  ['no address', 'uploads'],
  ['nothing', undefined],
])('a token is not sent to an address with %s', (_, given) => {
  expect(uploadAddress('https://api.github.com', given, release)).toHaveProperty('problem')
})

test('a server takes uploads only under its own path for them', () => {
  const given = 'https://git.acme.example/pages/repos/acme/shop/releases/7/assets'
  expect(uploadAddress('https://git.acme.example/api/v3', given, release)).toHaveProperty('problem')
})
