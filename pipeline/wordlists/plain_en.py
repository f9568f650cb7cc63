"""Words of English official prose that have a plainer one. Of `-ise` and `-ize` both are found."""

PLAIN = """
! utilise, utilises, utilised, utilising | use, uses, used, using | use something
! utilisation | use | using something
! commence, commences, commenced, commencing | start, starts, started, starting | begin
! commencement | start | the beginning
! endeavour, endeavours, endeavoured, endeavouring | try, tries, tried, trying | try to do something
! ascertain, ascertains, ascertained, ascertaining | find out, finds out, found out, finding out | get to know
! disseminate, disseminates, disseminated, disseminating | spread, spreads, spread, spreading | let many people know
! expedite, expedites, expedited, expediting | speed up, speeds up, sped up, speeding up | make faster
! necessitate, necessitates, necessitated, necessitating | need, needs, needed, needing | make necessary
! ameliorate, ameliorates, ameliorated, ameliorating | improve, improves, improved, improving | make better
! elucidate, elucidates, elucidated, elucidating | explain, explains, explained, explaining | make clear
! enumerate, enumerates, enumerated, enumerating | list, lists, listed, listing | name one by one
! effectuate, effectuates, effectuated, effectuating | carry out, carries out, carried out, carrying out | do
! promulgate, promulgates, promulgated, promulgating | publish, publishes, published, publishing | make known
! obviate, obviates, obviated, obviating | avoid, avoids, avoided, avoiding | make unnecessary
! remunerate, remunerates, remunerated, remunerating | pay, pays, paid, paying | give money for work
! remuneration | pay | money for work
! disburse, disburses, disbursed, disbursing | pay out, pays out, paid out, paying out | give money
! peruse, peruses, perused, perusing | read, reads, read, reading | read
! operationalise, operationalises, operationalised, operationalising | put into practice, puts into practice, put into practice, putting into practice | make real
! incentivise, incentivises, incentivised, incentivising | encourage, encourages, encouraged, encouraging | make people want to
! conceptualise, conceptualises, conceptualised, conceptualising | imagine, imagines, imagined, imagining | form an idea
! strategise, strategises, strategised, strategising | plan, plans, planned, planning | plan
! ideate, ideates, ideated, ideating | think of ideas, thinks of ideas, thought of ideas, thinking of ideas | have ideas
! liaise with, liaises with, liaised with, liaising with | work with, works with, worked with, working with | be in contact
! evince, evinces, evinced, evincing | show, shows, showed, showing | show
! preclude, precludes, precluded, precluding | prevent, prevents, prevented, preventing | make impossible
! aforementioned | this | named before
! aforesaid | this | named before
! abovementioned | this | named before
! henceforth | from now on | after now
! hereafter | from now on | after now
! hereby | now | by this text
! herein | here | in this text
! hereinafter | from now on | later in this text
! heretofore | until now | before now
! herewith | with this | with this text
! hitherto | until now | before now
! hereto | to this | to this text
! therein | in it | in that
! thereof | of it | of that
! thereto | to it | to that
! thereafter | after that | later
! thereby | so | by that
! therewith | with it | with that
! wherein | in which | in what
! whereby | by which | by what
! whereupon | and then | after which
! whomsoever | anyone | any person
! whatsoever | at all | of any kind
! forthwith | at once | without delay
! inasmuch as | because | for that reason
! insofar as | as far as | to that degree
! notwithstanding | despite | in spite of
! inter alia | among other things | and more
! viz | namely | that is
! vis-à-vis | about | in relation to
! whilst | while | at the same time
! pursuant to | under | as a law says
! prior to | before | earlier than
! subsequent to | after | later than
! previous to | before | earlier than
! in advance of | before | earlier than
! in accordance with | in line with | as something says
! in conjunction with | with | together with
! in excess of | more than | above a number
! in lieu of | instead of | in the place of
! in receipt of | getting | having received
! in respect of | about | as for
! in regard to | about | as for
! in regards to | about | as for
! with regard to | about | as for
! with regards to | about | as for
! with respect to | about | as for
! with reference to | about | as for
! in the event of | if there is | if something happens
! in the event that | if | if something happens
! in the absence of | without | when something is not there
in the course of | during | while something goes on
! in the process of | now | while something goes on
in the near future | soon | in a short time
! in close proximity to | near | not far from
! in a timely manner | on time | early enough
! in an effort to | to | with that aim
! in order that | so that | with that aim
! in spite of the fact that | although | even so
! in view of the fact that | because | for that reason
! in light of the fact that | because | for that reason
! despite the fact that | although | even so
! due to the fact that | because | for that reason
! owing to the fact that | because | for that reason
! on account of | because of | for that reason
! on the grounds that | because | for that reason
! for the purpose of | for | with that aim
! for the reason that | because | for that reason
! for the duration of | during | as long as something goes on
! during the course of | during | while something goes on
! with a view to | to | with that aim
! with effect from | from | from that day
! with the exception of | except | all but
! with the result that | so that | what comes of it
! until such time as | until | up to then
! at the present time | now | today
! at this point in time | now | today
! at that point in time | then | at that time
! at such time as | when | at the time when
! at an early date | soon | in a short time
! by means of | by | using
! by virtue of | because of | for that reason
! on a regular basis | regularly | again and again
! on a daily basis | every day | each day
! on a weekly basis | every week | each week
! on a monthly basis | every month | each month
! on an annual basis | every year | each year
! on numerous occasions | often | many times
! a large number of | many | a lot of
a majority of | most | more than half
the majority of | most | more than half
! is required to, are required to, was required to, were required to | must, must, had to, had to | have to | is required to do so, are required to do so
! has the ability to, have the ability to, had the ability to | can, can, could | can
! has the capability to, have the capability to, had the capability to | can, can, could | can
! please be advised that | note that | look at this
! it should be noted that | note that | look at this
! it is important to note that | note that | look at this
! afford the opportunity, affords the opportunity, afforded the opportunity | let, lets, let | make possible
! numerous | many | a large number
sufficient | enough | as much as is needed
! erroneous | wrong | not right
! erroneously | wrongly | by mistake
! pertaining to | about | as for
persons | people | human beings
! particulars | details | facts
! remainder | rest | what is left
! methodology, methodologies | method, methods | a way of working
! learnings | lessons | what has been learnt
! cognisant | aware | knowing
! requisite | needed | necessary
! subsequently | later | after that
! concomitant | connected | happening at the same time
! practicable | possible | that can be done
! state-of-the-art | latest | the newest
! going forward | from now on | in the future
obtain, obtains, obtained, obtaining | get, gets, got, getting | come to have
facilitate, facilitates, facilitated, facilitating | help, helps, helped, helping | make easier
terminate, terminates, terminated, terminating | end, ends, ended, ending | bring to an end | terminates at, terminate at, terminates here, terminate here
initiate, initiates, initiated, initiating | start, starts, started, starting | begin
demonstrate, demonstrates, demonstrating | show, shows, showing | make clear | demonstrate in, demonstrate against, demonstrate for, demonstrate outside
anticipate, anticipates, anticipated, anticipating | expect, expects, expected, expecting | think that something will happen
attain, attains, attained, attaining | reach, reaches, reached, reaching | get to
cease, ceases, ceased, ceasing | stop, stops, stopped, stopping | end
procure, procures, procured, procuring | buy, buys, bought, buying | get or buy
purchase, purchases, purchased, purchasing | buy, buys, bought, buying | pay for something
reside, resides, resided, residing | live, lives, lived, living | have one's home
retain, retains, retained, retaining | keep, keeps, kept, keeping | go on having
modify, modifies, modified, modifying | change, changes, changed, changing | make a little different
finalise, finalises, finalised, finalising | finish, finishes, finished, finishing | bring to an end
comprise, comprises, comprised, comprising | include, includes, included, including | be made up of
constitute, constitutes, constituted, constituting | be, is, was, being | be something
designate, designates, designated, designating | choose, chooses, chose, choosing | name for a task
discontinue, discontinues, discontinued, discontinuing | stop, stops, stopped, stopping | bring to an end
alleviate, alleviates, alleviated, alleviating | ease, eases, eased, easing | make less hard
furnish, furnishes, furnishing | give, gives, giving | provide something
reimburse, reimburses, reimbursed, reimbursing | pay back, pays back, paid back, paying back | give money back
relocate, relocates, relocated, relocating | move, moves, moved, moving | go to another place
scrutinise, scrutinises, scrutinised, scrutinising | check, checks, checked, checking | look at closely
solicit, solicits, solicited, soliciting | ask for, asks for, asked for, asking for | try to get
substantiate, substantiates, substantiated, substantiating | prove, proves, proved, proving | show that something is true
possess, possesses, possessed, possessing | have, has, had, having | have
streamline, streamlines, streamlined, streamlining | simplify, simplifies, simplified, simplifying | make simpler
leverages, leveraged, leveraging | uses, used, using | use something well
refrain from, refrains from, refrained from, refraining from | avoid, avoids, avoided, avoiding | not do
deem, deems, deemed, deeming | consider, considers, considered, considering | think that something is so
encompass, encompasses, encompassed, encompassing | include, includes, included, including | have in it
envisage, envisages, envisaged, envisaging | expect, expects, expected, expecting | think that something will happen
prior notice | notice in advance | telling before
assistance | help | help | assistance dog, assistance dogs
additionally | also | besides
consequently | so | for that reason
accordingly | so | for that reason
in order to | to | with that aim
in relation to | about | as for
in connection with | about | as for
in terms of | in | as for
irrespective of | whatever | no matter what
regarding | about | as for | regarding her, regarding him, regarding them, regarding me, regarding us, regarding you
concerning | about | as for
upon | on | on | once upon, depends upon, depend upon, based upon
expenditure | spending | money that is paid
inception | start | the beginning
magnitude | size | how large something is
feasible | possible | that can be done
equitable | fair | the same for all
advantageous | helpful | good for somebody
subsequent | later | that comes after
optimum | best | as good as can be
adjacent to | next to | beside
pertinent | relevant | that has to do with it
deliverables, deliverable | results, result | what a project makes
"""
