"""Strict readers of AWS's wire forms: what a shape does not explain is a violation, never ignored.

The forms are those of botocore's serializers, read the other way round; botocore itself only writes requests and reads
answers, and reads answers leniently.
"""
