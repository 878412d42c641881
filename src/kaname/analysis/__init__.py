"""What the futures show: likelihood words, summaries, paired comparison, regret, drivers, convergence.

Modules, one subject each (nothing heavy is imported until one of them is):

- ``uncertainty``: Monte Carlo standard errors, Wilson intervals, rounding to what they support;
- ``likelihood``: number and ICD 203 word; ``wording``: the lint that keeps likelihood from confidence;
- ``ensemble``: reading an outcome out of a run's dataset; ``missing``: what an absent value counts as;
- ``summary``, ``comparison``, ``regret``, ``satisficing``, ``lenses``: the tables of a brief;
- ``drivers``, ``switches``: which uncertain inputs decide an outcome; ``honesty``: their class D, S or A;
- ``convergence``: is the number of futures enough; ``scorecard``: all of it for one run, as plain data;
- ``runs``: opening a run folder and checking it against its manifest.
"""
