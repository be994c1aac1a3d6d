import { expect, it } from 'vitest'
import { checkTemplate } from './liquid.ts'

it.for([
  ['Hi {{ vars.x', 'two braces are opened and not closed'],
  ['{% if x %}', 'a tag is not closed, or its end is missing'],
  ['{% foo %}', 'there is no tag “foo”'],
  ['{{ vars.x | foo }}', 'there is no filter “foo”'],
  ['{{ }}', 'a value is missing'],
  ['{{ | upcase }}', '“| upcase” is no value'],
  ['{{ vars[ }}', 'a bracket is not closed'],
  ['{% for %}{% endfor %}', 'a tag is not complete'],
  ['{% if a %}{% else %}{% else %}{% endif %}', 'there is one “else” too many'],
  ['{{ 1..2 }}', 'something stands here that does not fit'],
])('of “%s” it is said that %s', ([source = '', said]) => {
  expect(checkTemplate(source, 'template')?.message).toBe(said)
})
