import { expect, test } from 'vitest'
import { requestName } from './request-names.ts'

const sha = 'e664603e995787d410bfcfb0de5d69ee91efe16f'
const nameOf = (target: string) => {
  const { pathname: path, searchParams: query } = new URL(target, 'http://127.0.0.1')
  return requestName({ method: 'GET', path, query })
}

test.each([
  [`/repos/a/b/commits/${sha}`, 'GET /repos/a/b/commits/<sha>'],
  [
    `/repos/a/b/attestations/sha1%3A${sha}?per_page=100`,
    'GET /repos/a/b/attestations/sha1%3A<sha>?per_page=100',
  ],
  [`/compare/${sha}...${sha}`, 'GET /compare/<sha>...<sha>'],
  ['/attachments/5c5ff5ce-528f-464d-9db2-9d59649e81be', 'GET /attachments/<id>'],
  ['/labels/facade', 'GET /labels/facade'],
])('a cell is found again in the next run, whatever differs between the two: %s', (target, name) => {
  expect(nameOf(target)).toBe(name)
})
