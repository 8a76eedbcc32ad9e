"""Articles that nobody here wrote, brought into the house and put before every judge.

``make corpus`` runs it. It needs the collections in ``../shared/corpus/articles``,
which are no part of this project.
"""
