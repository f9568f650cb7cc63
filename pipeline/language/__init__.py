"""What is known of languages and counted in texts: words and sentences, numbers, which language it is, how hard it is and what would help."""
