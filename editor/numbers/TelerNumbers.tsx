import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { messageOf } from '../api/client.ts'
import { queryClient } from '../api/queries.ts'
import { t } from '../i18n/t.ts'
import { formatNumber } from './formatNumber.ts'
import { numbersClient } from './numbersClient.ts'
import { refreshNumbers } from './queries.ts'

const firstPage: string | null = null

/** The account's numbers: those that are switched on stand on the Numbers page and can be published to. */
export function TelerNumbers() {
  const [search, setSearch] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const pages = useInfiniteQuery({
    queryKey: ['telerNumbers', search],
    queryFn: ({ pageParam }) => numbersClient.telerNumbers(search, pageParam),
    initialPageParam: firstPage,
    getNextPageParam: ({ next }) => next,
  })
  const numbers = pages.data?.pages.flatMap((page) => page.numbers) ?? []
  const toggle = async (number: string, name: string | null, isHere: boolean) => {
    setProblem(null)
    try {
      if (isHere) await numbersClient.remove(number)
      else await numbersClient.add({ number, name: name ?? '', carrier: 'teler' })
      refreshNumbers()
      await queryClient.invalidateQueries({ queryKey: ['telerNumbers'] })
    } catch (error) {
      setProblem(messageOf(error))
    }
  }
  return (
    <>
      <input
        className="input"
        type="search"
        aria-label={t('Search numbers')}
        placeholder={t('Search')}
        value={search}
        onChange={({ target }) => setSearch(target.value)}
      />
      {pages.isError && (
        <p className="field-problem" role="alert">
          {messageOf(pages.error)}
        </p>
      )}
      {pages.isSuccess && numbers.length === 0 && (
        <p className="faint">
          {search === '' ? t('The account has no number yet.') : t('No number is like that.')}
        </p>
      )}
      <ul className="pick-numbers">
        {numbers.map(({ number, name, isHere }) => (
          <li key={number}>
            <label>
              <input
                type="checkbox"
                checked={isHere}
                onChange={() => void toggle(number, name, isHere)}
              />
              <bdi>{formatNumber(number)}</bdi>
              <span className="faint">{name}</span>
            </label>
          </li>
        ))}
      </ul>
      {pages.hasNextPage && (
        <button
          type="button"
          className="small-button"
          disabled={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t('Show more')}
        </button>
      )}
      {problem && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
    </>
  )
}
