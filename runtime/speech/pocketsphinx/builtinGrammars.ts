import type { ListenFor } from '../speech.ts'

type Builtin = NonNullable<ListenFor['builtin']>

const digits = `
<digit> = zero | oh | one | two | three | four | five | six | seven | eight | nine ;
<digits> = ( [ double | triple ] <digit> )+ ;`

const numbers = `
<one> = one | two | three | four | five | six | seven | eight | nine ;
<teen> = ten | eleven | twelve | thirteen | fourteen | fifteen | sixteen | seventeen | eighteen | nineteen ;
<ten> = twenty | thirty | forty | fifty | sixty | seventy | eighty | ninety ;
<below_100> = <one> | <teen> | <ten> [ <one> ] ;
<below_1000> = <below_100> | ( <one> | a ) hundred [ [ and ] <below_100> ] ;
<whole> = zero | <below_1000> | ( <below_1000> | a ) thousand [ [ and ] <below_1000> ] ;`

const calendar = `
<weekday> = monday | tuesday | wednesday | thursday | friday | saturday | sunday ;
<month> = january | february | march | april | may | june | july | august | september | october | november | december ;
<ordinal_one> = first | second | third | fourth | fifth | sixth | seventh | eighth | ninth ;
<ordinal> = <ordinal_one> | tenth | eleventh | twelfth | thirteenth | fourteenth | fifteenth | sixteenth
  | seventeenth | eighteenth | nineteenth | twentieth | thirtieth | ( twenty | thirty ) <ordinal_one> ;
<year> = ( nineteen | twenty ) <below_100> | two thousand [ [ and ] <below_100> ] ;`

/** Rules in JSGF, and the name of the one that matches the whole value. */
export const builtinGrammars: Readonly<Record<Builtin, { rules: string; start: string }>> = {
  digits: { rules: digits, start: '<digits>' },
  phone: { rules: `${digits}\n<phone> = [ plus ] <digits> ;`, start: '<phone>' },
  number: {
    rules: `${numbers}\n<number> = [ minus ] <whole> [ point ( zero | <one> )+ ] ;`,
    start: '<number>',
  },
  amount: {
    rules: `${numbers}
<unit> = dollar | dollars | euro | euros | pound | pounds | rupee | rupees | bucks ;
<cent> = cent | cents | penny | pence | paise ;
<amount> = <whole> <unit> [ [ and ] <below_100> [ <cent> ] ] | <whole> [ point ( zero | <one> )+ [ <unit> ] ] | <below_100> <cent> ;`,
    start: '<amount>',
  },
  date: {
    rules: `${numbers}${calendar}
<date> = today | tomorrow | yesterday | [ on | this | next ] <weekday> | [ on ] [ <weekday> ] [ the ] <ordinal> [ [ of ] <month> [ <year> ] ]
  | [ on ] [ <weekday> ] <month> [ the ] ( <ordinal> | <below_100> ) [ <year> ] ;`,
    start: '<date>',
  },
  time: {
    rules: `${numbers}
<hour> = <one> | ten | eleven | twelve ;
<minute> = ( oh | zero ) <one> | <teen> | <ten> [ <one> ] ;
<half> = a m | p m | in the ( morning | afternoon | evening ) | at night ;
<time> = [ at ] ( noon | midnight | ( <hour> [ <minute> | o'clock ] | [ a ] ( quarter | half | <teen> | <ten> | five ) ( past | to ) <hour> ) [ <half> ] ) ;`,
    start: '<time>',
  },
  yesno: {
    rules: `
<yes> = yes [ it is | i do | i am | please | that is ( correct | right ) ] | yeah | yep | yup | correct | right | sure | okay | ok | of course | absolutely | ( that's | that is ) ( correct | right ) ;
<no> = no [ it isn't | it is not | i don't | i do not | thanks | thank you | that is wrong | that's wrong ] | nope | nah | wrong | incorrect | ( that's | that is ) ( wrong | incorrect | not right | not correct ) ;
<yesno> = <yes> | <no> ;`,
    start: '<yesno>',
  },
}
