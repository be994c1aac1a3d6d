import { Hono } from 'hono'
import { z } from 'zod'
import { isSignedWebhook } from '../effects/signWebhook.ts'

const text = z.union([z.string().max(200), z.number().transform(String)])
const bookingSchema = z.object({
  name: text.optional(),
  day: text,
  time: text,
  party: text.optional(),
  phone: text.optional(),
})
const parcelSchema = z.object({ number: text })

interface Booking extends z.output<typeof bookingSchema> {
  readonly id: string
  readonly reference: string
}

/** Most bookings kept: it is a sample. */
const maxBookings = 500

/** A small outside system to call: it takes bookings and finds parcels, and verifies who asks (Standard Webhooks). */
export function createSampleService(secrets: () => string, now: () => number): Hono {
  const app = new Hono()
  const bookings = new Map<string, Booking>()

  app.use(async (c, next) => {
    if (c.req.method === 'GET') return next()
    const isSigned = isSignedWebhook(secrets(), now(), c.req.header(), await c.req.text())
    if (!isSigned) return c.json({ error: 'Sign the request: see standardwebhooks.com.' }, 401)
    return next()
  })

  app.get('/bookings', (c) => c.json([...bookings.values()]))

  app.post('/bookings', async (c) => {
    const parsed = bookingSchema.safeParse(parse(await c.req.text()))
    if (!parsed.success) return c.json({ error: 'Send {day, time} and what else you know.' }, 422)
    // The same message again is the same booking.
    const id = c.req.header('webhook-id') ?? ''
    const booking = bookings.get(id) ?? { id, reference: digitsOf(id, 4), ...parsed.data }
    const [oldest] = bookings.keys()
    if (bookings.size >= maxBookings && oldest !== undefined) bookings.delete(oldest)
    bookings.set(id, booking)
    return c.json(booking, 201)
  })

  app.post('/parcels', async (c) => {
    const parsed = parcelSchema.safeParse(parse(await c.req.text()))
    const number = parsed.success ? parsed.data.number.replace(/\D/g, '') : ''
    if (number === '') return c.json({ error: 'Send {number}.' }, 422)
    const state = states[Number(number.slice(-1)) % states.length] ?? states[0]
    return c.json({ number, ...state })
  })
  return app
}

/** By the last digit of the number, so that a demonstration can choose. */
const states = [
  { status: 'out for delivery', day: 'today' },
  { status: 'delivered', day: 'yesterday' },
  { status: 'delayed', day: 'on Friday' },
] as const

/** Digits to be read out one by one: `4 1 7 3`. */
function digitsOf(id: string, count: number): string {
  let sum = 7
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) % 1_000_003
  return String(sum).padStart(6, '0').slice(-count).split('').join(' ')
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}
