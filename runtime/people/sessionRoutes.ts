import { type Context, Hono } from 'hono'
import {
  changePasswordSchema,
  openLinkSchema,
  type PersonSession,
  redeemLinkSchema,
  signInSchema,
  type Who,
} from '#shared/api/people.ts'
import type { Clock } from '../calls/clock.ts'
import { HttpProblem, notFound, readJson } from '../routes/problem.ts'
import type { PeopleStore } from '../storage/peopleStore.ts'
import { networkOf } from './addressOf.ts'
import type { Attempts, Counted } from './attempts.ts'
import type { Accounts } from './createAccounts.ts'
import { type Person, personOf } from './person.ts'
import { limits, type RateLimits } from './rateLimits.ts'
import { tooMany } from './requireRoles.ts'

export interface PeopleDeps {
  readonly store: PeopleStore
  readonly clock: Clock
  /** Null: nobody needs one. */
  readonly accounts: Accounts | null
  readonly rates: RateLimits
  /** Of attempts to come in, in all processes. */
  readonly attempts: Attempts
  readonly addressOf: (c: Context) => string
  /** Ends what a person holds beside their sessions: passwords of softphones. */
  readonly endPhones: (personId: string) => void
}

/** What an installation without accounts answers to everything about people. */
export function accountsOf({ accounts }: Pick<PeopleDeps, 'accounts'>): Accounts {
  if (accounts) return accounts
  const remedy = 'Start it with AUTH=accounts to let people sign in.'
  throw new HttpProblem(409, 'auth.none', `This installation has no accounts. ${remedy}`)
}

/** Signing in and out, who asks, where they are signed in, their password, and the links that let people in. */
export function createSessionRoutes(deps: PeopleDeps): Hono {
  const app = new Hono()

  const answer = async (c: Context, person: Person | null): Promise<Response> => {
    const who: Who = {
      accounts: deps.accounts !== null,
      hasOwner: deps.accounts === null || (await deps.store.hasPeople()),
      person: person?.id ? { ...pick(person), id: person.id } : null,
    }
    return c.json(who, 200, { 'cache-control': 'no-store' })
  }

  app.get('/session', async (c) => {
    const found = (await deps.accounts?.identify(c.req.raw.headers)) ?? null
    if (!found && c.req.header('authorization') !== undefined) countStranger(deps, c)
    setCookies(c, found?.cookies ?? [])
    return answer(c, found?.person ?? null)
  })

  app.post('/session', async (c) => {
    const { email, password } = await readJson(c, signInSchema)
    return answer(c, await signIn(deps, c, email, password))
  })

  app.delete('/session', async (c) => {
    const found = await deps.accounts?.identify(c.req.raw.headers)
    if (found?.person.id) deps.endPhones(found.person.id)
    setCookies(c, (await deps.accounts?.signOut(c.req.raw.headers)) ?? [])
    return c.body(null, 204)
  })

  app.get('/sessions', async (c) => {
    const { personId, sessionId } = selfOf(c)
    const sessions = await deps.store.listSessions(personId, deps.clock.now())
    const mine = sessions.map(
      (session): PersonSession => ({ ...session, isThis: session.id === sessionId }),
    )
    return c.json(mine)
  })

  app.delete('/sessions', async (c) => {
    const { personId, sessionId } = selfOf(c)
    await deps.store.endSessions(personId, { but: sessionId })
    return c.body(null, 204)
  })

  app.delete('/sessions/:id', async (c) => {
    const { personId } = selfOf(c)
    const ended = await deps.store.endSessions(personId, { id: c.req.param('id') })
    if (ended === 0) throw notFound('session')
    return c.body(null, 204)
  })

  app.put('/password', async (c) => {
    const passwords = await readJson(c, changePasswordSchema)
    const accounts = accountsOf(deps)
    const counted: readonly Counted[] = [[`password ${selfOf(c).personId}`, limits.attempt]]
    const wait = await deps.attempts.take(counted)
    if (wait > 0) throw tooMany(c, wait)
    const changed = await accounts.changePassword(c.req.raw.headers, passwords)
    if (!changed) throw new HttpProblem(403, 'auth.wrong', 'The current password is another one.')
    await deps.attempts.forgive(counted)
    setCookies(c, changed.cookies)
    return c.body(null, 204)
  })

  app.post('/links/open', async (c) => {
    const { token } = await readJson(c, openLinkSchema)
    await countLink(deps, c)
    const link = await accountsOf(deps).openLink(token)
    if (!link) throw linkGone()
    return c.json(link)
  })

  app.post('/links/redeem', async (c) => {
    const { token, ...entered } = await readJson(c, redeemLinkSchema)
    await countLink(deps, c)
    const redeemed = await accountsOf(deps).redeemLink(token, entered)
    if (redeemed.type === 'gone') throw linkGone()
    if (redeemed.type === 'nameless') {
      throw new HttpProblem(400, 'link.nameless', 'Enter your name and your e-mail address.')
    }
    if (redeemed.type === 'emailTaken') {
      throw new HttpProblem(409, 'link.emailTaken', 'There is a person with this e-mail address.')
    }
    if (redeemed.type !== 'redeemed') throw linkGone()
    return answer(c, await signIn(deps, c, redeemed.email, entered.password))
  })
  return app
}

/** Sends the cookies of a new session; resolves with whose it is. */
async function signIn(
  deps: PeopleDeps,
  c: Context,
  typed: string,
  password: string,
): Promise<Person | null> {
  const { attempts } = deps
  const email = typed.trim().toLowerCase()
  const address = deps.addressOf(c)
  const counted: readonly Counted[] = [
    [`sign-in ${networkOf(address)}`, limits.address],
    [`sign-in ${networkOf(address)} ${email}`, limits.attempt],
    [`sign-in of ${email}`, limits.account],
  ]
  const wait = await attempts.take(counted)
  if (wait > 0) throw tooMany(c, wait)
  const device = (c.req.header('user-agent') ?? '').slice(0, 300)
  const signedIn = await accountsOf(deps).signIn({ email, password, device, address })
  if (!signedIn) {
    throw new HttpProblem(401, 'auth.wrong', 'The e-mail address or the password is wrong.')
  }
  await attempts.forgive(counted)
  setCookies(c, signedIn.cookies)
  const cookie = signedIn.cookies.map((each) => each.split(';')[0]).join('; ')
  const person = (await accountsOf(deps).identify(new Headers({ cookie })))?.person ?? null
  // Whoever keeps a record of what happens should know who came in.
  if (person) c.set('person', person)
  return person
}

/** Tokens cannot be guessed; trying does cost us work. */
async function countLink({ attempts, addressOf }: PeopleDeps, c: Context): Promise<void> {
  const wait = await attempts.take([[`link ${networkOf(addressOf(c))}`, limits.address]])
  if (wait > 0) throw tooMany(c, wait)
}

/** Keys cannot be guessed; trying does cost us work. */
function countStranger({ rates, addressOf }: PeopleDeps, c: Context): void {
  const wait = rates.take(`stranger ${networkOf(addressOf(c))}`, limits.stranger)
  if (wait > 0) throw tooMany(c, wait)
}

const linkGone = () =>
  new HttpProblem(
    404,
    'link.gone',
    'This link has been used, is too old, or was taken back: ask for another one.',
  )

function setCookies(c: Context, cookies: readonly string[]): void {
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true })
}

const pick = ({ name, email, role }: Person) => ({ name, email, role })

/** The signed-in person of a route for themselves. */
export function selfOf(c: Context): { personId: string; sessionId: string } {
  const { id, by } = personOf(c)
  if (id === null || by.type !== 'session') accountsOf({ accounts: null })
  return { personId: id ?? '', sessionId: by.type === 'session' ? by.sessionId : '' }
}
