import { expect, test } from 'vitest'
import { badgeOf } from './badge.ts'

test('a badge shows the project and the change, to people and to screen readers', () => {
  const svg = badgeOf({ project: { covered: 875, total: 1000 }, patch: { covered: 9, total: 10 } })
  expect(svg).toContain('<title>coverage 87.5%, patch 90%</title>')
  expect(svg).toContain('>87.5%</text>')
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+" height="20"/)
})

test('a badge never claims a percentage if no line counts, or if the project was not read', () => {
  const svg = badgeOf({ project: undefined, patch: { covered: 0, total: 0 } })
  expect(svg).toContain('patch no lines')
  expect(svg).not.toContain('%')
  expect(svg).not.toContain('coverage')
})

test('the boxes of a badge are next to each other and as wide as the picture', () => {
  const svg = badgeOf({ project: { covered: 1, total: 1 }, patch: { covered: 1, total: 3 } })
  const whole = Number(/width="(\d+)"/.exec(svg)?.[1])
  const boxes = [...svg.matchAll(/<rect x="(\d+)" width="(\d+)"/g)].map(([, x, width]) => [
    Number(x),
    Number(width),
  ])
  let at = 0
  for (const [x, width = 0] of boxes) {
    expect(x).toBe(at)
    at += width
  }
  expect(at).toBe(whole)
})

test('a badge loads nothing from elsewhere', () => {
  const svg = badgeOf({ project: { covered: 1, total: 2 }, patch: { covered: 1, total: 3 } })
  expect(svg.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/href|https?:|<script|<image|@import/)
})
