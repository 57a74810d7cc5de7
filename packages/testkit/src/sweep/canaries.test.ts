import { expect, test } from 'vitest'
import { findLeaks } from './canaries.ts'

const secret = `s3cr"t&<'/+?>ÿ-0123456789`

test.for([
  ['as it is', secret],
  ['base64', Buffer.from(secret).toString('base64')],
  ['base64 of a header', Buffer.from(`x:${secret}`).toString('base64')],
  ['base64 of a longer header', Buffer.from(`user:${secret}:more`).toString('base64')],
  ['base64url of a header', Buffer.from(`a:${secret}`).toString('base64url')],
  ['hex', Buffer.from(secret).toString('hex')],
  ['upper-case hex', Buffer.from(secret).toString('hex').toUpperCase()],
  ['percent', encodeURIComponent(secret)],
  ['JSON', JSON.stringify({ secret })],
  [
    'HTML',
    secret
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;'),
  ],
])('a secret is found in what a run left: %s', ([, written]) => {
  expect(findLeaks([secret], { stdout: `before ${written} after` })).toEqual([
    expect.stringMatching(/^stdout holds a secret/),
  ])
})

test('the line that masks a secret is no leak, and neither is another text', () => {
  expect(findLeaks([secret], { stdout: `::add-mask::${secret}\nfine\n`, summary: '***' })).toEqual([])
})
