import { describe, expect, it } from 'vitest'
import { renamePath } from './renamePath.ts'

describe('renaming a name in Liquid', () => {
  it.for([
    ['template', 'Hi {{ vars.city }}.', 'Hi {{ vars.town }}.'],
    ['template', '{{vars.city|upcase}} vars.city', '{{vars.town|upcase}} vars.city'],
    ['template', '{{ vars.city_code }} {{ vars.city }}', '{{ vars.city_code }} {{ vars.town }}'],
    ['template', '{% if vars.city == "vars.city" %}', '{% if vars.town == "vars.city" %}'],
    ['template', '{{ vars . city.name }}', '{{ vars.town.name }}'],
    ['template', '{{ my.vars.city }} {{ vars.city', '{{ my.vars.city }} {{ vars.city'],
    ['condition', "vars.city == 'a' or vars.cityx == 1", "vars.town == 'a' or vars.cityx == 1"],
    ['condition', 'vars.city', 'vars.town'],
  ] as const)('%s %s', ([kind, source, expected]) => {
    expect(renamePath(source, kind, 'vars.city', 'vars.town')).toBe(expected)
  })
})
