import { expect, it } from 'vitest'
import { urlsOf } from './urls.ts'

const route = (pattern: string) => ({ pattern, customDomain: false, zoneName: undefined, zoneId: undefined })

it('gives only addresses that can be opened', () => {
  const routes = ['api.example.com/*', '*.example.com/*', 'example.com/a*b', 'api.example.com', 'a b/*'].map(
    route,
  )
  routes.push(route('https://only.example.com/*'))
  const account = { enabled: true, previewsEnabled: false, account: 'acme' }
  expect(urlsOf('api', routes, account)).toEqual([
    'https://api.example.com/',
    'https://only.example.com/',
    'https://api.acme.workers.dev/',
  ])
  expect(urlsOf('api', [], { ...account, enabled: false })).toEqual([])
  expect(urlsOf('api', [], undefined)).toEqual([])
})
