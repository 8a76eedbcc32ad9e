"""How fast it is, and where the time goes.

``python -m bench`` measures the seed article beside other tools, ``python -m
bench.profile`` the stages of one build. Both run whole processes, as an editor
would, and assert nothing: what is fast enough is for people to judge.
"""
