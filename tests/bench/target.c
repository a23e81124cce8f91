/* The least that a program can be: what a start costs here. */
int main(void)
{
	return 0;
}
