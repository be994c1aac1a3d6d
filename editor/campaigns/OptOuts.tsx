import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import type { OptOut } from '#shared/api/outbound.ts'
import { messageOf } from '../api/client.ts'
import { queryClient } from '../api/queries.ts'
import { formatDate } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'
import { formatNumber } from '../numbers/formatNumber.ts'
import { Link } from '../shell/Link.tsx'
import { campaignsClient } from './campaignsClient.ts'

const refresh = () => void queryClient.invalidateQueries({ queryKey: ['optOuts'] })

/** Numbers that are not called, by nobody: added by hand, by the API, or because the person said so in a call. */
export function OptOuts() {
  const [search, setSearch] = useState('')
  const [number, setNumber] = useState('')
  const pages = useInfiniteQuery({
    queryKey: ['optOuts', search],
    queryFn: ({ pageParam }) => campaignsClient.optOuts(search, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
  const add = useMutation({
    mutationFn: (written: string) => campaignsClient.addOptOuts(written.split(/[\n;,]+/), ''),
    onSuccess: () => {
      setNumber('')
      refresh()
    },
  })
  const remove = useMutation({ mutationFn: campaignsClient.removeOptOut, onSuccess: refresh })
  const list = pages.data?.pages.flatMap((page) => page.optOuts) ?? []
  const problem = add.error ?? remove.error ?? pages.error
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (number.trim() !== '') add.mutate(number.trim())
  }
  return (
    <>
      <header className="page-head campaign-head">
        <Link place={{ screen: 'campaigns', campaign: null }} className="faint">
          {t('Campaigns')}
        </Link>
        <span className="faint">/</span>
        <h1>{t('Numbers not called')}</h1>
        <input
          className="input optouts-search"
          type="search"
          placeholder={t('Search')}
          aria-label={t('Search')}
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
      </header>
      <p className="muted optouts-what">
        {t(
          'No campaign and no program calls these numbers. A flow adds a person by ending with the outcome “opted out”.',
        )}
      </p>
      <form className="optouts-add" onSubmit={submit}>
        <input
          className="input"
          aria-label={t('Number that is not to be called')}
          placeholder="+49 30 1234567"
          value={number}
          onChange={({ target }) => setNumber(target.value)}
        />
        <button type="submit" className="top-button top-primary" disabled={add.isPending}>
          {t('Add')}
        </button>
      </form>
      {problem && (
        <p role="alert" className="field-problem">
          {messageOf(problem)}
        </p>
      )}
      {pages.isSuccess && list.length === 0 && (
        <p className="empty">{search === '' ? t('Nobody has opted out.') : t('No such number.')}</p>
      )}
      {list.length > 0 && (
        <table className="callees">
          <thead>
            <tr>
              <th scope="col">{t('Number')}</th>
              <th scope="col">{t('Since')}</th>
              <th scope="col">{t('Added by')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('Actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.map((one) => (
              <tr key={one.number}>
                <td className="callee-number">{formatNumber(one.number)}</td>
                <td className="muted">{formatDate(one.at, { dateStyle: 'medium' })}</td>
                <td className="muted">{sources()[one.source]}</td>
                <td className="callee-action">
                  <button
                    type="button"
                    className="small-button"
                    aria-label={t('Allow calls to {number}', { number: formatNumber(one.number) })}
                    onClick={() => remove.mutate(one.number)}
                  >
                    {t('Allow calls')}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {pages.hasNextPage && (
        <button
          type="button"
          className="top-button callees-more"
          onClick={() => void pages.fetchNextPage()}
        >
          {t('Show more')}
        </button>
      )}
    </>
  )
}

const sources = (): Readonly<Record<OptOut['source'], string>> => ({
  api: t('a program'),
  screen: t('hand'),
  flow: t('the person, in a call'),
})
