import { useQuery } from '@tanstack/react-query'
import { useLanguage } from '../i18n/useLanguage.ts'
import { loadHelp } from './loadHelp.ts'
import { Markdown } from './Markdown.tsx'

/** The help page of a step type. */
export function Help({ type }: { readonly type: string }) {
  const language = useLanguage()
  const help = useQuery({
    queryKey: ['help', type, language],
    queryFn: () => loadHelp(type, language),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return <div className="inspector-body help">{help.data && <Markdown source={help.data} />}</div>
}
