"""English nouns that hide a verb, and the verbs that carry them. The verbs: base, third person, past, `-ing`."""

CARRIERS = """
carry out, carries out, carried out, carrying out
conduct, conducts, conducted, conducting
perform, performs, performed, performing
undertake, undertakes, undertook, undertaking
make, makes, made, making
do, does, did, doing
"""
"""Verbs that say no more than that something is done."""

NOUNS = """
analysis: analyse
assessment: assess
audit: audit
calculation: calculate
check: check
comparison: compare
estimate: estimate
estimation: estimate
evaluation: evaluate
examination: examine
inspection: inspect
investigation: investigate
measurement: measure
reorganisation: reorganise
review: review
revision: revise
survey: survey
test: test
update: update
verification: verify
"""
"""With `of`, `on` or `into` after them: “carry out an assessment of” is “assess”."""

PHRASES = """
make a decision about, makes a decision about, made a decision about, making a decision about | decide, decides, decided, deciding
make a decision on, makes a decision on, made a decision on, making a decision on | decide, decides, decided, deciding
make a decision to, makes a decision to, made a decision to, making a decision to | decide to, decides to, decided to, deciding to
make a decision, makes a decision, made a decision, making a decision | decide, decides, decided, deciding
make decisions about, makes decisions about, made decisions about, making decisions about | decide on, decides on, decided on, deciding on
make decisions on, makes decisions on, made decisions on, making decisions on | decide on, decides on, decided on, deciding on
take a decision, takes a decision, took a decision, taking a decision | decide, decides, decided, deciding
reach a decision, reaches a decision, reached a decision, reaching a decision | decide, decides, decided, deciding
come to an agreement, comes to an agreement, came to an agreement, coming to an agreement | agree, agrees, agreed, agreeing
reach an agreement, reaches an agreement, reached an agreement, reaching an agreement | agree, agrees, agreed, agreeing
make an application for, makes an application for, made an application for, making an application for | apply for, applies for, applied for, applying for
submit an application for, submits an application for, submitted an application for, submitting an application for | apply for, applies for, applied for, applying for
make a request for, makes a request for, made a request for, making a request for | ask for, asks for, asked for, asking for
make use of, makes use of, made use of, making use of | use, uses, used, using
make an attempt to, makes an attempt to, made an attempt to, making an attempt to | try to, tries to, tried to, trying to
make changes to, makes changes to, made changes to, making changes to | change, changes, changed, changing
make a change to, makes a change to, made a change to, making a change to | change, changes, changed, changing
make improvements to, makes improvements to, made improvements to, making improvements to | improve, improves, improved, improving
make adjustments to, makes adjustments to, made adjustments to, making adjustments to | adjust, adjusts, adjusted, adjusting
make a contribution to, makes a contribution to, made a contribution to, making a contribution to | contribute to, contributes to, contributed to, contributing to
make a recommendation that, makes a recommendation that, made a recommendation that | recommend that, recommends that, recommended that
make a selection of, makes a selection of, made a selection of, making a selection of | choose, chooses, chose, choosing
make a payment of, makes a payment of, made a payment of, making a payment of | pay, pays, paid, paying
make an investment in, makes an investment in, made an investment in, making an investment in | invest in, invests in, invested in, investing in
make an adjustment to, makes an adjustment to, made an adjustment to, making an adjustment to | adjust, adjusts, adjusted, adjusting
take into consideration, takes into consideration, took into consideration, taking into consideration | consider, considers, considered, considering
give consideration to, gives consideration to, gave consideration to, giving consideration to | consider, considers, considered, considering
provide assistance to, provides assistance to, provided assistance to, providing assistance to | help, helps, helped, helping
provide assistance with, provides assistance with, provided assistance with, providing assistance with | help with, helps with, helped with, helping with
give assistance to, gives assistance to, gave assistance to, giving assistance to | help, helps, helped, helping
provide support to, provides support to, provided support to, providing support to | support, supports, supported, supporting
provide an explanation of, provides an explanation of, provided an explanation of, providing an explanation of | explain, explains, explained, explaining
give an explanation of, gives an explanation of, gave an explanation of, giving an explanation of | explain, explains, explained, explaining
provide a description of, provides a description of, provided a description of, providing a description of | describe, describes, described, describing
give a description of, gives a description of, gave a description of, giving a description of | describe, describes, described, describing
provide a summary of, provides a summary of, provided a summary of, providing a summary of | sum up, sums up, summed up, summing up
provide information about, provides information about, provided information about, providing information about | tell people about, tells people about, told people about, telling people about
have an impact on, has an impact on, had an impact on, having an impact on | affect, affects, affected, affecting
have an effect on, has an effect on, had an effect on, having an effect on | affect, affects, affected, affecting
have an influence on, has an influence on, had an influence on, having an influence on | influence, influences, influenced, influencing
exert influence on, exerts influence on, exerted influence on | influence, influences, influenced
have a discussion about, has a discussion about, had a discussion about, having a discussion about | discuss, discusses, discussed, discussing
hold discussions with, holds discussions with, held discussions with, holding discussions with | talk to, talks to, talked to, talking to
conduct discussions with, conducts discussions with, conducted discussions with | talk to, talks to, talked to
conduct negotiations with, conducts negotiations with, conducted negotiations with, conducting negotiations with | negotiate with, negotiates with, negotiated with, negotiating with
conduct interviews with, conducts interviews with, conducted interviews with, conducting interviews with | interview, interviews, interviewed, interviewing
conduct an interview with, conducts an interview with, conducted an interview with | interview, interviews, interviewed
conduct research into, conducts research into, conducted research into, conducting research into | research, researches, researched, researching
perform maintenance on, performs maintenance on, performed maintenance on, performing maintenance on | maintain, maintains, maintained, maintaining
there has been an increase in, there was an increase in, there is an increase in, there will be an increase in | has increased, increased, is increasing, will increase
there has been a reduction in, there was a reduction in, there is a reduction in, there will be a reduction in | has fallen, fell, is falling, will fall
there has been a decrease in, there was a decrease in, there is a decrease in, there will be a decrease in | has fallen, fell, is falling, will fall
there has been an improvement in, there was an improvement in, there is an improvement in | has improved, improved, is improving
make a payment, makes a payment, made a payment, making a payment | pay, pays, paid, paying
make payment, makes payment, made payment, making payment | pay, pays, paid, paying
make preparations for, makes preparations for, made preparations for, making preparations for | prepare for, prepares for, prepared for, preparing for
make arrangements for, makes arrangements for, made arrangements for, making arrangements for | arrange, arranges, arranged, arranging
make reference to, makes reference to, made reference to, making reference to | refer to, refers to, referred to, referring to
make mention of, makes mention of, made mention of, making mention of | mention, mentions, mentioned, mentioning
make provision for, makes provision for, made provision for, making provision for | provide for, provides for, provided for, providing for
make notification of, makes notification of, made notification of, making notification of | report, reports, reported, reporting
give notification of, gives notification of, gave notification of, giving notification of | report, reports, reported, reporting
be in agreement with, is in agreement with, are in agreement with, was in agreement with, were in agreement with | agree with, agrees with, agree with, agreed with, agreed with
be in need of, is in need of, are in need of, was in need of, were in need of | need, needs, need, needed, needed
be in possession of, is in possession of, are in possession of, was in possession of, were in possession of | have, has, have, had, had
be in attendance at, is in attendance at, are in attendance at, was in attendance at, were in attendance at | attend, attends, attend, attended, attended
is an indication of, are an indication of, was an indication of | shows, show, showed
bring about an improvement in, brings about an improvement in, brought about an improvement in | improve, improves, improved
bring about a reduction in, brings about a reduction in, brought about a reduction in | reduce, reduces, reduced
achieve a reduction in, achieves a reduction in, achieved a reduction in, achieving a reduction in | reduce, reduces, reduced, reducing
achieve an increase in, achieves an increase in, achieved an increase in, achieving an increase in | increase, increases, increased, increasing
lead to a reduction in, leads to a reduction in, led to a reduction in, leading to a reduction in | reduce, reduces, reduced, reducing
lead to an increase in, leads to an increase in, led to an increase in, leading to an increase in | increase, increases, increased, increasing
lead to an improvement in, leads to an improvement in, led to an improvement in, leading to an improvement in | improve, improves, improved, improving
result in a reduction in, results in a reduction in, resulted in a reduction in | reduce, reduces, reduced
result in an increase in, results in an increase in, resulted in an increase in | increase, increases, increased
"""
"""Phrases, and the verb that says the same."""
